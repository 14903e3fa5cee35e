"""The page of the audit trail: who changed what, when, from what to what."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Query, Response
from pydantic import ValidationError

from api.dependencies import ReadSession
from api.pages.administration.frame import StoryRow, changes_of, router_at
from api.pages.administration.labels import ACTIONS, THINGS
from api.pages.forms import Form, WrongForm, read_as
from api.pages.visits import CurrentVisit
from matcher.administration.searching_trail import KINDS, TrailEvent, TrailFilter, search_trail, trail_as_csv
from matcher.errors import BadInputError
from models.account import normal_address
from models.base import Schema

PAGE = "administration/trail.html"
SHOWN = 50
Word = Annotated[str, Query(max_length=254)]

router = router_at("/trail")


class Sought(Schema):
    """What somebody looks for in the trail."""

    kind: str | None = None
    key: str | None = None
    actor: str | None = None
    action: str | None = None
    since: date | None = None
    until: date | None = None

    def as_filter(self) -> TrailFilter:
        """The same for the query."""
        found = self.model_dump()
        return TrailFilter(**found | {"actor": normal_address(self.actor) if self.actor else None})


@dataclass(frozen=True)
class TrailPage:
    """The events that were found; `next` is the cursor of the following ones."""

    events: list[StoryRow]
    next: str | None
    form: Form
    kinds: list[tuple[str, str]]


def _asked(
    kind: Word = "", key: Word = "", actor: Word = "", action: Word = "", since: Word = "", until: Word = ""
) -> dict[str, str]:
    """The fields that were filled in."""
    asked = {"kind": kind, "key": key, "actor": actor, "action": action, "since": since, "until": until}
    return {name: word.strip() for name, word in asked.items() if word.strip()}


Asked = Annotated[dict[str, str], Depends(_asked)]


@router.get("")
def show(visit: CurrentVisit, session: ReadSession, asked: Asked, after: str | None = None) -> Response:
    """The events, the newest first."""
    try:
        wanted = read_as(Sought, asked, visit.language).as_filter()
    except WrongForm as wrong:
        search_trail(session, visit.actor, TrailFilter(), limit=1)
        return visit.page(PAGE, _page([], None, wrong.form), wrong.status)
    rows, following = search_trail(session, visit.actor, wanted, after=after, limit=SHOWN)
    return visit.page(PAGE, _page(rows, following, Form(asked)))


@router.get(".csv")
def download(visit: CurrentVisit, session: ReadSession, asked: Asked) -> Response:
    """The same events as a file for a spreadsheet."""
    try:
        wanted = Sought.model_validate(asked)
    except ValidationError:
        raise BadInputError("days of the trail are written as 2026-11-23") from None
    content = trail_as_csv(session, visit.actor, wanted.as_filter())
    headers = {"Content-Disposition": 'attachment; filename="trail.csv"', "Cache-Control": "no-store"}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _page(rows: list[TrailEvent], following: str | None, form: Form) -> TrailPage:
    kinds: list[Any] = [(kind, THINGS[kind]) for kind in KINDS]
    return TrailPage([_row(one) for one in rows], following, form, kinds)


def _row(one: TrailEvent) -> StoryRow:
    words = ACTIONS.get(one.action, "")
    return StoryRow(one.at, one.action, words, one.who, changes_of(one.change), one.kind, one.key)
