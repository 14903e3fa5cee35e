"""A person decides what becomes of a mail in doubt: it goes out again under its own Message-ID, or counts as
arrived."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.digests.building import build_week
from matcher.errors import ConflictError, ForbiddenError, NotFoundError
from matcher.letters.writing import write_letter
from matcher.mail.delivering import Outbox, deliver_due
from matcher.mail.holding import SENT
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory
from matcher.mail.settling_held import mark_arrived, resend
from matcher.policy import PUBLIC, TERMINAL, Actor
from models.account import Role
from models.audit import AuditEvent
from models.cursor import position_of
from models.database import reading, writing
from models.delivery import Delivery
from models.letter import Letter
from tests.conftest import NOW
from tests.matched import suggest

LETTERHEAD = Letterhead("digest@sursur.example", "https://sursur.example")
LATER = NOW + timedelta(hours=1)
READER = Actor(email="admin@example.org", role=Role.ADMINISTRATOR, scopes=frozenset({"read"}))
Settling = Callable[[Session, Actor, int, datetime], Delivery]


def bring(engine: Engine, state: str) -> None:
    """Brings all mails into a state."""
    with writing(engine) as session:
        for row in session.exec(select(Delivery)):
            row.state, row.attempts, row.error = state, 1, "the server hung up"


@pytest.fixture
def held(small: Engine) -> Engine:
    """Digests in doubt."""
    with writing(small) as session:
        suggest(session)
        build_week(session, "2026-W48", now=NOW, domain="sursur.example")
    bring(small, "held")
    return small


def first(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(Delivery.id).order_by(col(Delivery.id))).first() or 0


def settle(engine: Engine, how: Settling, key: int, actor: Actor = TERMINAL) -> Delivery:
    with writing(engine) as session:
        return how(session, actor, key, LATER)


def test_a_mail_that_is_sent_again_keeps_its_message_id_and_the_others_stay_held(held: Engine, tmp_path: Path) -> None:
    row = settle(held, resend, first(held))
    ends = deliver_due(Outbox(held, to_directory(tmp_path / "out"), LETTERHEAD), now=LATER)

    assert ends == {"sent": 1}
    assert [path.name.removesuffix(".eml") for path in (tmp_path / "out").iterdir()] == [row.message_id.strip("<>")]
    with reading(held) as session:
        states = sorted(session.exec(select(Delivery.state)))
    assert states == ["held"] * (len(states) - 1) + ["sent"]
    assert len(states) >= 3


def test_a_mail_that_arrived_is_never_sent_again_and_counts_as_sent(held: Engine, tmp_path: Path) -> None:
    row = settle(held, mark_arrived, first(held))

    assert (row.state, row.sent_at, row.error) == ("sent", LATER, None)
    assert deliver_due(Outbox(held, to_directory(tmp_path / "out"), LETTERHEAD), now=LATER) == {}
    with reading(held) as session:
        assert position_of(session, SENT) == 1


def test_a_confidential_letter_that_arrived_is_forgotten(small: Engine) -> None:
    with writing(small) as session:
        secret = {"link": "https://sursur.example/secret", "hours": 1}
        write_letter(session, "focal@example.org", "password-reset", secret, now=NOW, confidential=True)
    bring(small, "held")
    settle(small, mark_arrived, first(small))

    with reading(small) as session:
        assert session.exec(select(Letter.content)).one() == {}


def test_a_refused_mail_may_be_tried_again_but_not_taken_for_arrived(held: Engine) -> None:
    key = first(held)
    bring(held, "failed")
    with pytest.raises(ConflictError, match=f"delivery {key} is failed"):
        settle(held, mark_arrived, key)

    assert settle(held, resend, key).state == "queued"


@pytest.mark.parametrize("how", [resend, mark_arrived])
def test_what_is_in_no_doubt_is_not_settled_twice(held: Engine, how: Settling) -> None:
    settle(held, how, first(held))

    with pytest.raises(ConflictError):
        settle(held, how, first(held))


@pytest.mark.parametrize("how", [resend, mark_arrived])
def test_only_administrators_settle_and_nobody_else_learns_what_there_is(held: Engine, how: Settling) -> None:
    for actor in (PUBLIC, Actor(email="focal@example.org", role=Role.FOCAL_POINT)):
        with pytest.raises(NotFoundError):
            settle(held, how, first(held), actor)
    with pytest.raises(NotFoundError):
        settle(held, how, 999_999)
    with pytest.raises(ForbiddenError):
        settle(
            held, how, first(held), Actor(email="a@example.org", role=Role.ADMINISTRATOR, scopes=frozenset({"read"}))
        )


def test_the_trail_says_who_settled_it(held: Engine) -> None:
    settle(held, mark_arrived, first(held))

    with reading(held) as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.action == "delivery.arrived")).one()
        assert (event.actor, event.key, event.change) == ("terminal", str(first(held)), {"state": ["held", "sent"]})
