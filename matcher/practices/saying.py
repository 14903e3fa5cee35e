"""Practices that say some words, in whichever of their languages."""

from sqlalchemy import ColumnElement, and_, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from models.folding import holds
from models.practice import Practice, PracticeState

TEXTS = ("title", "problem", "context", "solution", "results", "evidence", "cost", "transfer")
MOST_WORDS = 8
"""Words that are looked for; further ones are passed over."""


def says(text: str) -> ColumnElement[bool]:
    """Practices that hold all words of a text, or of which a published version in another language does; case and
    accents do not matter."""
    version = aliased(Practice)
    published = col(version.state) == PracticeState.PUBLISHED
    others = select(version.translation_of).where(col(version.translation_of).is_not(None), published)
    return or_(_holds_all(Practice, text), col(Practice.id).in_(others.where(_holds_all(version, text))))


def _holds_all(table: type[Practice], text: str) -> ColumnElement[bool]:
    words = text.split()[:MOST_WORDS]
    return and_(true(), *(or_(*(holds(getattr(table, name), word) for name in TEXTS)) for word in words))
