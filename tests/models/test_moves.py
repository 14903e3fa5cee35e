"""How each thing may go on, from state to state, written out: what is not named here cannot happen."""

from itertools import product

import pytest
from sqlmodel import SQLModel

import models.tables  # noqa: F401  (each table must know the others)
from models.application import Application, ApplicationState
from models.event import Event, EventState
from models.event_delegation import DelegationState, EventDelegation
from models.exchange import Exchange, ExchangeState
from models.expert import Expert, ExpertState
from models.match import Match, MatchState
from models.meeting import Meeting, MeetingState
from models.offer import Offer
from models.post import PostState
from models.practice import Practice, PracticeState
from models.request import Request
from models.states import IllegalMoveError

OF_POSTS = {
    "draft": "submitted withdrawn",
    "submitted": "published draft withdrawn",
    "published": "closed withdrawn",
    "closed": "published",
    "withdrawn": "draft",
}
GOES_ON = {
    Request: (PostState, OF_POSTS),
    Offer: (PostState, OF_POSTS),
    Match: (
        MatchState,
        {
            "proposed": "endorsed declined superseded",
            "superseded": "proposed",
            "endorsed": "introduced declined superseded proposed",
            "introduced": "accepted declined lapsed superseded",
            "declined": "proposed endorsed introduced",
            "lapsed": "proposed",
        },
    ),
    Exchange: (
        ExchangeState,
        {"accepted": "agreed cancelled", "agreed": "running cancelled", "running": "completed cancelled"},
    ),
    Practice: (
        PracticeState,
        {"draft": "submitted", "submitted": "published draft", "published": "draft"},
    ),
    Application: (
        ApplicationState,
        {
            "draft": "submitted withdrawn",
            "submitted": "under-review approved declined withdrawn",
            "under-review": "approved declined withdrawn",
        },
    ),
    Expert: (
        ExpertState,
        {
            "draft": "asked",
            "asked": "consented refused",
            "consented": "withdrawn asked",
            "refused": "consented erased",
            "withdrawn": "consented erased",
        },
    ),
    Event: (
        EventState,
        {
            "draft": "announced cancelled",
            "announced": "closed held cancelled",
            "closed": "announced held cancelled",
        },
    ),
    EventDelegation: (DelegationState, {"registered": "cancelled", "cancelled": "registered"}),
    Meeting: (
        MeetingState,
        {"planned": "cancelled held agreed", "cancelled": "planned", "held": "agreed planned"},
    ),
}


def _goes(table: type[SQLModel], old: str, new: str) -> bool:
    row = table(state=old)
    try:
        row.state = new  # type: ignore[attr-defined]
    except IllegalMoveError:
        return False
    return True


@pytest.mark.parametrize("table", GOES_ON, ids=lambda table: table.__name__)
def test_a_thing_goes_on_as_it_is_written_here_and_in_no_other_way(table: type[SQLModel]) -> None:
    states, moves = GOES_ON[table]
    told = [str(one) for one in states]
    possible = {(old, new) for old, new in product(told, told) if old != new and _goes(table, old, new)}

    assert possible == {(old, new) for old, after in moves.items() for new in after.split()}
    assert set(moves) <= set(told)
