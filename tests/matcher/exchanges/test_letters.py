"""Every letter about exchanges can be read in every language."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from locales import LANGUAGES
from matcher.exchanges.asking import ask_whether_met
from matcher.exchanges.moving import cancel
from matcher.exchanges.opening import register_exchange
from matcher.exchanges.reminding import remind_of_evaluations
from matcher.letters.rendering import render
from matcher.mail.letterhead import Letterhead
from models.account import Account
from models.database import writing
from models.exchange_schemas import Cancellation, CancelReason, ExchangeRegister
from models.letter import Letter
from models.match import Match
from tests.conftest import NOW
from tests.exchanging import ENDS, PROVIDER, STARTS, completed, on, running, who

KINDS = {
    "exchange-invitation",
    "exchange-agreed",
    "exchange-cancelled",
    "exchange-completed",
    "evaluation-due",
    "need-met",
}
HEAD = Letterhead("Sursur <post@sursur.example>", "https://sursur.example")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_says_its_piece_in_every_language(language: str, world: Engine) -> None:
    with writing(world) as session:
        _write_all(session)
        reader = session.get_one(Account, PROVIDER)
        reader.language = language
        mails = [(one.kind, render(one, reader, "id", HEAD)) for one in session.exec(select(Letter))]

    assert {kind for kind, _ in mails} == KINDS
    for kind, mail in mails:
        body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        assert "https://sursur.example/" in body, kind
        assert "{" not in body + str(mail["Subject"]), kind
        assert "None" not in body, kind


def _write_all(session) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    row = running(session)
    remind_of_evaluations(session, on(STARTS + (ENDS - STARTS) / 2))
    remind_of_evaluations(session, on(ENDS))
    note = Cancellation(reason=CancelReason.OTHER, note="Elecciones")
    cancel(session, who(session, PROVIDER), row.id, note, version=row.version, now=NOW)
    row.match = None
    session.flush()
    session.delete(session.exec(select(Match)).one())
    session.flush()
    completed(session)
    ask_whether_met(session, on(ENDS, days=365))
    wanted = ExchangeRegister(requester="amexcid-mex", provider="sabesp-bra", title="Agua")
    register_exchange(session, who(session, PROVIDER), wanted, now=NOW)
