"""What the service can tell the writer of an unsaved post: hints, tags, language, likely duplicates, known names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from matcher.catalogue import is_live_on
from matcher.names import near_duplicates
from matcher.policy.actor import Actor
from matcher.posting.hints import Hint, hints_on
from matcher.posting.visibility import Post, may_read
from matcher.posting.written import Written
from models.offer import Offer, OfferDraft
from models.organization import Organization
from models.request import Request, RequestDraft
from scoring.names import Likeness
from scoring.text.subjects import Subjects, subjects_of
from scoring.text.words import fold

SHORTEST_NAME = 8
"""Letters of a name from which it is recognised however it is written; shorter ones only as they are spelled."""
SHORTEST_ACRONYM = 3
PLAIN_WORD = re.compile(r"[^\W_]+")
MOST_NAMES = 20
COMPARED = 500
"""Live posts of the organization and its country, the newest ones, among which duplicates are looked for."""


@dataclass(frozen=True)
class Mention:
    """An organization that a text surely names, and by which words."""

    organization: str
    name: str
    written: str


@dataclass(frozen=True)
class Advice:
    """Everything that is told."""

    language: tuple[str, float]
    hints: list[Hint]
    subjects: Subjects
    duplicates: list[Likeness]
    organizations: list[Mention]


def written_of(post: Request | Offer | RequestDraft | OfferDraft) -> Written:
    """A draft, stored or not, as far as it is written."""
    asks = isinstance(post, Request | RequestDraft)
    known = {one.name for one in fields(Written)} - {"asks"}
    values = {name: value for name, value in post.model_dump().items() if name in known}
    plain: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in values.items()}
    return Written(asks=asks, **plain)


def advise(session: Session, actor: Actor, written: Written, *, on: date, language: str, besides: str = "") -> Advice:
    """Looks at a text as somebody writes it; `besides` is the post that it is already stored as."""
    placed = replace(written, country=written.country or actor.country)
    known = (
        _like(session, actor, Request, placed, on=on) if placed.asks else _like(session, actor, Offer, placed, on=on)
    )
    return Advice(
        language=placed.detected,
        hints=hints_on(placed, on=on, language=language),
        subjects=subjects_of((placed.title, placed.text), placed.language or placed.detected[0]),
        duplicates=near_duplicates(placed.text, [(key, text) for key, text in known if key != besides]),
        organizations=mentions(placed.whole, session.exec(select(Organization).order_by(col(Organization.id)))),
    )


def _like(
    session: Session, actor: Actor, table: type[Post], written: Written, *, on: date
) -> Sequence[tuple[str, str]]:
    """The live posts of the writer's organization and country that the writer may read, as (id, text)."""
    near = or_(col(table.organization) == actor.organization, col(table.country) == written.country)
    chosen = select(table.id, table.text).where(near, is_live_on(table, on), may_read(table, actor))
    return session.exec(chosen.order_by(col(table.published_at).desc(), col(table.id)).limit(COMPARED)).all()


def mentions(text: str, organizations: Iterable[Organization]) -> list[Mention]:
    """The organizations that a text names by a full name, however written, or by an acronym as it is spelled."""
    folded, spelled = _in_a_row(text), set(re.findall(r"[\w&.-]+", text))
    found: dict[str, Mention] = {}
    for one in organizations:
        for name in filter(None, (one.name, *one.aliases, one.acronym)):
            if one.id not in found and _stands_in(name, folded, spelled):
                found[one.id] = Mention(one.id, one.name, name)
    return _alone(found.values())[:MOST_NAMES]


def _stands_in(name: str, folded: str, spelled: set[str]) -> bool:
    if " " not in name:
        return len(name) >= SHORTEST_ACRONYM and name.upper() == name and name in spelled
    return len(name) >= SHORTEST_NAME and _in_a_row(name) in folded


def _in_a_row(text: str) -> str:
    """The words of a text, folded, each between blanks."""
    return f" {' '.join(PLAIN_WORD.findall(fold(text)))} "


def _alone(found: Iterable[Mention]) -> list[Mention]:
    """Those whose words name no other: a Ministry of Health is one of many countries'."""
    by_words: dict[str, list[Mention]] = {}
    for one in found:
        by_words.setdefault(fold(one.written), []).append(one)
    return [sure[0] for sure in by_words.values() if len(sure) == 1]
