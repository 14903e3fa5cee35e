"""The versions of a practice in other languages: linked to the first one, written by whoever knows the language."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session, col, or_, select

from matcher.errors import BadInputError, ConflictError
from matcher.policy import Actor, may
from matcher.policy.practices import PracticeAction
from matcher.practices.finding import documented, the_practice
from matcher.practices.writing import SHARED, store_draft
from models import taxonomy
from models.practice import Practice, PracticeState
from models.practice_schemas import PracticeTranslation

OF_THE_FIRST = (*SHARED, "organization", "country", "source_document", "source_section")
"""What a version in another language has from the first one."""


def versions_of(session: Session, actor: Actor, practice: Practice) -> list[Practice]:
    """All versions of a practice that the actor may see, itself among them: the first one, then by language."""
    original = practice.original
    family = select(Practice).where(or_(Practice.id == original, Practice.translation_of == original))
    rows = session.exec(family.order_by(col(Practice.translation_of).is_not(None), col(Practice.language))).all()
    return [one for one in rows if may(actor, PracticeAction.SEE, documented(session, one))]


def missing_languages(session: Session, practice: Practice) -> list[str]:
    """The languages of the service in which nobody has begun a version."""
    original = practice.original
    family = select(Practice.language).where(or_(Practice.id == original, Practice.translation_of == original))
    begun = set(session.exec(family))
    return [one for one in taxonomy.INTERFACE_LANGUAGES if one not in begun]


def in_language(session: Session, practices: Sequence[Practice], language: str) -> dict[str, Practice]:
    """The published versions of some practices in a language, by the identifier of the first one; one query."""
    theirs = col(Practice.translation_of).in_(_others(practices, language))
    published = (Practice.state == PracticeState.PUBLISHED, Practice.language == language)
    return {one.original: one for one in session.exec(select(Practice).where(theirs, *published))}


def _others(practices: Iterable[Practice], language: str) -> list[str]:
    return [one.id for one in practices if one.language != language and one.translation_of is None]


def translate_practice(
    session: Session, actor: Actor, key: str, wanted: PracticeTranslation, *, now: datetime
) -> Practice:
    """The draft of a version in another language, written by the actor's organization.

    Raises ConflictError where that version is there or begun already.
    """
    first = the_practice(session, actor, the_practice(session, actor, key).original, PracticeAction.TRANSLATE)
    if first.state != PracticeState.PUBLISHED:
        raise ConflictError("practice {key!r} is not published; it is translated once it is", key=first.id)
    if actor.organization is None and not actor.administers:
        raise BadInputError("organization: your account has none; a translation is written by an organization")
    if wanted.language == first.language or _begun(session, first.id, wanted.language):
        raise ConflictError(
            "language: a version in {language} is there, or somebody writes it already", language=wanted.language
        )
    own = {name: getattr(first, name) for name in OF_THE_FIRST}
    columns = wanted.model_dump() | own | {"translation_of": first.id, "written_by": actor.organization}
    return store_draft(session, actor, columns, now=now)


def _begun(session: Session, original: str, language: str) -> bool:
    chosen = select(Practice.id).where(Practice.translation_of == original, Practice.language == language)
    return session.exec(chosen).first() is not None
