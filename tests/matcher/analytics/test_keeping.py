"""What views keep: told again while the data stay, counted anew with every change, and never told across rights."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from matcher.analytics.groups import GROUPS, Group
from matcher.analytics.keeping import Kept
from matcher.analytics.tables import Table
from matcher.policy import PUBLIC, Actor
from models.account import Role
from models.database import reading, trying, writing
from models.decision import Decision, Reason
from models.exchange import Exchange, ExchangeState
from models.match import Match, MatchState
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from tests.conftest import NOW
from tests.matched import put
from tests.matcher.analytics.demanded import ANALYST, EVERYWHERE, OF_MEXICO, asked, matched, offer, request, said
from tests.matcher.analytics.exchanged import exchanged

ACTORS = (PUBLIC, ANALYST, EVERYWHERE, OF_MEXICO, Actor(email="root@example.org", role=Role.ADMINISTRATOR))
VIEWS = [(group, name) for group, its in GROUPS.items() for name in its.views]
Change = Callable[[Session], None]
SCENARIO = {"new-offer": {"sector": "energy", "language": "es"}, "ego": {"focus": "BRA"}}


@pytest.fixture
def world(engine: Engine) -> Engine:
    """Posts, matches, a decision, and an exchange of which the parties do not show their institutions."""
    with writing(engine) as session:
        said(session, matched(session)["one"], "declined", days=1, reason=Reason.TIMING)
        exchanged(session, "exc-1", "R:MEX:mex P:BRA:bra", start_year=2019, sectors=["health"])
        exchanged(session, "exc-2", "R:PER:per P:BRA:bra F:MEX:mex", sectors=["energy"], shown_in_full=False)
    return engine


def answer(session: Session, group: Group, name: str, actor: Actor = ANALYST) -> Table:
    return GROUPS[group].views[name].answer(asked(session, actor, **SCENARIO.get(name, {})))


@pytest.mark.parametrize(("group", "name"), VIEWS)
def test_the_second_caller_is_told_what_was_counted_for_the_first(world: Engine, group: Group, name: str) -> None:
    with reading(world) as first, reading(world) as second:
        assert answer(first, group, name) is answer(second, group, name)


@pytest.mark.parametrize(("group", "name"), VIEWS)
def test_nothing_is_told_across_rights(world: Engine, group: Group, name: str) -> None:
    view = GROUPS[group].views[name]
    with reading(world) as session:
        for actor in (*ACTORS, *reversed(ACTORS)):
            question = asked(session, actor, **SCENARIO.get(name, {}))
            kept, counted = view.answer(question), view.table(question)
            assert (list(kept.rows), list(map(str, kept.notes))) == (list(counted.rows), list(map(str, counted.notes)))


def test_lists_are_kept_for_one_reader_alone(world: Engine) -> None:
    with reading(world) as session:
        lists = [answer(session, Group.DEMAND, "unmet-requests", one) for one in (OF_MEXICO, EVERYWHERE, OF_MEXICO)]

    assert [[row[0] for row in one.rows] for one in lists] == [["one"], ["one", "three"], ["one"]]


def changed(table: type[Request | Offer | Organization | Exchange], key: str, **fields: object) -> Change:
    def change(session: Session) -> None:
        row = session.get_one(table, key)
        for name, value in fields.items():
            setattr(row, name, value)

    return change


def _lapses(session: Session) -> None:
    session.exec(select(Match).where(col(Match.request) == "two")).one().state = MatchState.DECLINED


def _undone(session: Session) -> None:
    session.exec(select(Decision)).one().undone_at = NOW


CHANGES: dict[str, tuple[str, Change]] = {
    "a new request": ("unmet", lambda session: put(session, request("new", "PER", ["health"], ["es"]))),
    "another sector": ("gaps", changed(Request, "three", sectors=["health"])),
    "a closed request": ("unmet-requests", changed(Request, "three", state="closed")),
    "a declined match": ("coverage", _lapses),
    "a new offer": ("idle", lambda session: put(session, offer("new", "PER", ["health"], ["es"]))),
    "another provider": ("exposure", changed(Offer, "french", organization="per")),
    "an undone decision": ("decline-reasons", _undone),
    "a submitted post": (
        "waiting",
        lambda session: put(
            session, request("new", "PER", ["health"], ["es"], submitted_at=NOW - timedelta(days=2), published_at=NOW)
        ),
    ),
    "a new exchange": ("flows", lambda session: exchanged(session, "exc-3", "R:PER P:MEX", sectors=["energy"])),
    "a cancelled exchange": ("sectors", changed(Exchange, "exc-1", state=ExchangeState.COMPLETED, sectors=["energy"])),
    "institutions that are shown": ("supporters", changed(Exchange, "exc-2", shown_in_full=True)),
}


@pytest.mark.both_databases
@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen_at_once(world: Engine, what: str) -> None:
    name, change = CHANGES[what]
    group = next(group for group, one in VIEWS if one == name)
    reader = PUBLIC if group == Group.NETWORK else EVERYWHERE
    with reading(world) as session:
        before = list(answer(session, group, name, reader).rows)
    with writing(world) as session:
        change(session)
    with reading(world) as session:
        after = list(answer(session, group, name, reader).rows)
        counted = GROUPS[group].views[name].table(asked(session, reader)).rows

    assert after != before
    assert after == list(counted)


def test_what_is_taken_back_is_not_kept(world: Engine) -> None:
    with trying(world) as session:
        put(session, request("new", "PER", ["health"], ["es"]))
        assert answer(session, Group.DEMAND, "unmet").counted == 5

    with reading(world) as session:
        assert answer(session, Group.DEMAND, "unmet").counted == 4


def test_a_day_later_what_has_expired_is_gone(world: Engine) -> None:
    with writing(world) as session:
        session.get_one(Request, "three").expires_on = NOW.date()
    with reading(world) as session:
        today = asked(session, EVERYWHERE)
        view = GROUPS[Group.DEMAND].views["unmet-requests"]
        tomorrow = type(today)(session, EVERYWHERE, today.wanted, NOW.date() + timedelta(days=1))

        assert [row[0] for row in view.answer(today).rows] == ["one", "three"]
        assert [row[0] for row in view.answer(tomorrow).rows] == ["one"]


def test_what_was_not_asked_for_longest_is_let_go() -> None:
    kept = Kept(most=100)
    for name in ("first", "second", "third", "fourth", "fifth"):
        kept.keep(name, (1,), name, 20)
    assert kept.find("first", (1,)) == "first"

    kept.keep("sixth", (1,), "sixth", 20)
    kept.keep("huge", (1,), "huge", 21)

    known = [name for name in ("first", "second", "third", "sixth", "huge") if kept.find(name, (1,))]
    assert known == ["first", "third", "sixth"]
    assert kept.find("first", (2,)) is None
