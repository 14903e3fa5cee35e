"""Who sees what of an exchange; lists and single reads agree."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, select

from matcher.errors import ForbiddenError, SursurError, UnauthenticatedError
from matcher.exchanges.contacts import contacts
from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.exchanges.moving import cancel
from matcher.exchanges.parts import add_part
from matcher.exchanges.public import public_form
from matcher.exchanges.viewing import history_of, view_of
from matcher.policy import PUBLIC, Actor, may
from matcher.policy.exchanges import ExchangeAction
from models.database import reading, writing
from models.deployment import Deployment, DeploymentCreate
from models.dossier import dossiers
from models.exchange import Exchange, ExchangeParticipant
from models.exchange_schemas import Cancellation, CancelReason, ExchangePublic, ExchangeView
from tests.builders import exchange, sides
from tests.conftest import NOW
from tests.exchanging import (
    ADMINISTRATOR,
    ANALYST,
    ENDS,
    EVERYBODY,
    FAR_FOCAL,
    FOCAL,
    FUND,
    PROVIDER,
    RECIPIENT,
    SECOND,
    STARTS,
    STRANGER,
    WINDOW,
    completed,
    opened,
    running,
    who,
)
from tests.matched import put

STAGES: dict[str, Callable[[Session], Exchange]] = {"opened": opened, "running": running, "completed": completed}
SECRET = "CANARY"


def _all_stages(session: Session) -> None:
    """Exchanges in every state, of several countries."""
    for number, state in enumerate(("accepted", "agreed", "running", "completed", "cancelled")):
        for requester, provider in (("MEX", "BRA"), ("PER", "COL"), ("HTI", "ARG")):
            key = f"exc-{requester}-{number}"
            put(session, exchange(key, state=state, sectors=["health"], start_year=2020, end_year=2020 + number))
            put(session, *sides(key, requester, provider))
    put(
        session,
        ExchangeParticipant(exchange="exc-PER-0", position=2, role="funder", organization="fund-prg", accepted=False),
    )


@pytest.mark.parametrize("email", [*EVERYBODY, None])
def test_a_list_holds_exactly_what_the_policy_lets_one_see(email: str | None, world: Engine) -> None:
    with writing(world) as session:
        _all_stages(session)
        opened(session)
    with reading(world) as session:
        actor = who(session, email) if email else PUBLIC
        listed = [one.id for one in list_exchanges(session, actor, ExchangeFilter(), limit=100)[0]]
        every = dossiers(session, session.exec(select(Exchange).order_by(Exchange.id)).all())

        assert listed == [one.id for one in every if may(actor, ExchangeAction.SEE, one)]


def test_a_list_takes_two_queries_however_long_it_is(world: Engine) -> None:
    with writing(world) as session:
        _all_stages(session)
    counts = []
    for limit in (1, 10):
        with reading(world) as session:
            actor, statements = who(session, ADMINISTRATOR), []
            session.connection()
            event.listen(world, "before_cursor_execute", lambda *told, seen=statements: seen.append(told[2]))
            list_exchanges(session, actor, ExchangeFilter(), limit=limit)
            counts.append(len(statements))

    assert counts == [2, 2]


def test_pages_follow_each_other(world: Engine) -> None:
    with writing(world) as session:
        _all_stages(session)
    with reading(world) as session:
        found, after = [], None
        while True:
            rows, after = list_exchanges(session, PUBLIC, ExchangeFilter(), after=after, limit=4)
            found += [one.id for one in rows]
            if after is None:
                break

    assert found == sorted(set(found))
    assert len(found) == 6


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (ExchangeFilter(state="running"), 3),  # type: ignore[arg-type]
        (ExchangeFilter(country="PER"), 5),
        (ExchangeFilter(organization="fund-prg"), 1),
        (ExchangeFilter(sector="health"), 15),
        (ExchangeFilter(sector="energy"), 0),
        (ExchangeFilter(year=2020), 15),
        (ExchangeFilter(year=2023), 6),
        (ExchangeFilter(mine=True), 0),
    ],
)
def test_lists_are_filtered(wanted: ExchangeFilter, count: int, world: Engine) -> None:
    with writing(world) as session:
        _all_stages(session)
    with reading(world) as session:
        assert len(list_exchanges(session, who(session, ADMINISTRATOR), wanted, limit=100)[0]) == count


def test_nobody_finds_out_by_asking_which_organizations_keep_to_themselves(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        row.shown_in_full = False
    wanted = ExchangeFilter(organization="sabesp-bra")
    with reading(world) as session:
        assert list_exchanges(session, PUBLIC, wanted)[0] == []
        assert len(list_exchanges(session, who(session, PROVIDER), wanted)[0]) == 1


def _view(session: Session, email: str | None, key: str) -> ExchangeView | ExchangePublic | None:
    actor: Actor = who(session, email) if email else PUBLIC
    try:
        return view_of(session, actor, key)[0]
    except SursurError:
        return None


@pytest.mark.parametrize("stage", STAGES)
def test_each_reader_gets_his_form(stage: str, world: Engine) -> None:
    with writing(world) as session:
        key = STAGES[stage](session).id
    with reading(world) as session:
        forms = {email: type(_view(session, email, key)) for email in (*EVERYBODY, None)}

    others = type(None) if stage == "opened" else ExchangePublic
    inside = (RECIPIENT, PROVIDER, WINDOW, FOCAL, ADMINISTRATOR, ANALYST)
    outside = (SECOND, FUND, FAR_FOCAL, STRANGER, None)
    assert forms == dict.fromkeys(inside, ExchangeView) | dict.fromkeys(outside, others)


def test_analysts_see_neither_names_nor_amounts_nor_free_texts(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        row.shown_in_full, row.text = False, SECRET
        sent = DeploymentCreate(
            expert=SECRET, organization="sabesp-bra", starts_on=STARTS, ends_on=ENDS, amount=4711, currency="BRL"
        )
        add_part(session, who(session, PROVIDER), row.id, Deployment, sent, now=NOW)
        why = Cancellation(reason=CancelReason.OTHER, note=SECRET)
        cancel(session, who(session, PROVIDER), row.id, why, version=row.version, now=NOW)
    with reading(world) as session:
        seen = str(_view(session, ANALYST, row.id))
        assert str(_view(session, FOCAL, row.id)).count(SECRET) == 3
        for hidden in (SECRET, "4711", "example.org"):
            assert hidden not in seen
        assert "sabesp-bra" in seen


def test_the_public_form_keeps_private_words_and_outcomes(world: Engine) -> None:
    with writing(world) as session:
        row = completed(session)
        row.shown_in_full, row.text = False, SECRET
    with reading(world) as session:
        [found] = dossiers(session, [row])
        form = public_form(found.exchange, found.sides)

    assert (form.text, form.outcome, [one.organization for one in form.parties]) == (None, None, [None, None])
    assert [one.country for one in form.parties] == ["MEX", "BRA"]


def test_contacts_are_for_the_parties(world: Engine) -> None:
    with writing(world) as session:
        key = opened(session).id
    with reading(world) as session:
        for email in (RECIPIENT, PROVIDER, WINDOW):
            assert [one.email for one in contacts(session, who(session, email), key)] == [RECIPIENT, PROVIDER]
        for email in (FOCAL, ANALYST, ADMINISTRATOR):
            with pytest.raises(ForbiddenError):
                contacts(session, who(session, email), key)


def test_the_history_names_organizations_and_no_addresses(world: Engine) -> None:
    with writing(world) as session:
        key = completed(session).id
    with reading(world) as session:
        told = history_of(session, who(session, FOCAL), key)
        with pytest.raises(ForbiddenError):
            history_of(session, who(session, ANALYST), key)
        with pytest.raises(UnauthenticatedError):
            history_of(session, PUBLIC, key)

    assert [one.action for one in told][:2] == ["exchange.opened", "exchange.edited"]
    assert {one.who.organization for one in told} == {"amexcid-mex", "sabesp-bra"}
    assert "@" not in str(told)


@pytest.mark.parametrize(
    ("stage", "email", "may_do"),
    [
        ("opened", RECIPIENT, {"edit", "agree", "state", "cancel"}),
        ("opened", FOCAL, {"edit", "settle", "cancel"}),
        ("opened", ANALYST, set()),
        ("running", PROVIDER, {"edit", "evaluate", "state", "cancel"}),
        ("running", FOCAL, {"edit", "settle", "cancel", "close"}),
        ("completed", PROVIDER, {"state", "draw-practice"}),
    ],
)
def test_a_reader_is_told_what_he_may_do(stage: str, email: str, may_do: set[str], world: Engine) -> None:
    with writing(world) as session:
        key = STAGES[stage](session).id
    with reading(world) as session:
        view = _view(session, email, key)

    assert isinstance(view, ExchangeView)
    assert {one.removeprefix("exchange.") for one in view.allowed} == may_do
