"""What those see of a post whose it is, and those who review it: where it stands, what they may do, its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.dates import format_date
from sqlmodel import Session

from api.pages.visits import Visit
from locales import translate
from matcher.policy import may
from matcher.policy.posts import PostAction, PostCase
from matcher.posting.advice import written_of
from matcher.posting.attaching import MOST_ATTACHED
from matcher.posting.hints import Hint, hints_on
from matcher.posting.limits import longest_life
from matcher.posting.moving import actions_now
from matcher.posting.objections import MEANINGS, Objection
from matcher.posting.story import story_of
from matcher.trail import Entry
from models.offer import Offer
from models.organization import names_of
from models.request import Request

TOLD = frozenset({"title", "capacity", "attachment", "expires_on", "starts_by", "needed_by"})
"""The fields of which a history tells the old and the new value; of the others it says that they were changed."""
DATES = frozenset({"expires_on", "starts_by", "needed_by"})
TOLD_BY_THE_EVENT = frozenset({"state"})


@dataclass(frozen=True)
class Line:
    """One event of a history: the fields that changed, with the old and the new value of some."""

    at: datetime
    what: str
    role: str
    who: str
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Inside:
    """A post for insiders. `actions` names what the reader may do now; `latest` is the last day that it may expire;
    `window_until` until when the window of its country, which is asked first, may say its word."""

    version: int
    actions: frozenset[str]
    publishes_on: date | None
    window_until: date | None
    objections: list[tuple[str, str]]
    objection: str
    objection_note: str
    posted_by: str
    preferred_provider: str
    capacity: int | None
    closed_on: date | None
    need_met: str
    hints: list[Hint]
    story: list[Line]
    latest: date
    room: bool


def inside(session: Session, visit: Visit, case: PostCase, attached: int) -> Inside | None:
    """What insiders see; nothing for others. Three queries."""
    if not may(visit.actor, PostAction.SEE_INSIDE, case):
        return None
    post, actions = case.post, frozenset(actions_now(visit.actor, case))
    story = story_of(session, visit.actor, case)
    preferred = post.preferred_provider if isinstance(post, Request) else None
    names = names_of(session, [post.posted_by, preferred, *(one.who.organization for one in story)])
    return Inside(
        version=post.version,
        actions=actions,
        publishes_on=post.silence_ends_at.date() if post.silence_ends_at else None,
        window_until=post.window_until.date() if post.window_until else None,
        objections=[(str(one), translate(text, visit.language)) for one, text in MEANINGS.items()],
        objection=translate(MEANINGS[Objection(post.objection)], visit.language) if post.objection else "",
        objection_note=post.objection_note or "",
        posted_by=names.get(post.posted_by or "", ""),
        preferred_provider=names.get(preferred or "", ""),
        capacity=post.capacity if isinstance(post, Offer) else None,
        closed_on=post.closed_at.date() if post.closed_at else None,
        need_met=(post.need_met or "") if isinstance(post, Request) else "",
        hints=hints_on(written_of(post), on=visit.today, language=visit.language) if PostAction.EDIT in actions else [],
        story=[_line(one, names, visit.language) for one in reversed(story)],
        latest=visit.today + longest_life(type(post)),
        room=attached < MOST_ATTACHED,
    )


def _line(entry: Entry, names: Mapping[str, str], language: str) -> Line:
    who = entry.who
    changed = {name: values for name, values in entry.change.items() if name not in TOLD_BY_THE_EVENT}
    return Line(
        at=entry.at,
        what=entry.action.partition(".")[2],
        role=who.role or "",
        who=names.get(who.organization or "", "") or who.address or "",
        fields=[(name, *_values(name, values, language)) for name, values in changed.items()],
    )


def _values(name: str, values: Any, language: str) -> tuple[str, str]:  # noqa: ANN401
    """The old and the new value in words; none for fields that are not told."""
    if name not in TOLD or not isinstance(values, list) or len(values) != 2:
        return "", ""
    return _word(name, values[0], language), _word(name, values[1], language)


def _word(name: str, value: Any, language: str) -> str:  # noqa: ANN401
    if value is None:
        return ""
    return format_date(date.fromisoformat(value), "long", locale=language) if name in DATES else str(value)
