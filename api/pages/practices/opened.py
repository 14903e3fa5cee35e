"""A practice as its pages find it, and what its forms hold."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import Depends

from api.dependencies import ReadSession
from api.pages.visits import CurrentVisit
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from matcher.practices.finding import the_practice
from models.practice import Practice

HERE = "/practices/{practice_id}"
LINES = ("figures", "links")
"""Fields of the form that hold one thing in a line."""
ASIDE = ("version", "then")
"""Fields of the form that are none of the practice's."""


def address(practice: Practice) -> str:
    """Where the page of a practice is."""
    return HERE.format(practice_id=practice.id)


def found(visit: CurrentVisit, session: ReadSession, practice_id: str) -> Practice:
    """The practice that the path names. Raises NotFoundError where the reader may not see it."""
    if visit.request.method == "POST":
        demand(visit.actor, AccountAction.SEE_OWN)  # whose session has ended keeps what he typed
    return the_practice(session, visit.actor, practice_id)


FoundPractice = Annotated[Practice, Depends(found)]


def read_lines(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed of a practice: a field with one thing in a line as a list of them."""
    return {
        name: [line.strip() for line in str(value).splitlines() if line.strip()] if name in LINES else value
        for name, value in typed.items()
        if name not in ASIDE
    }
