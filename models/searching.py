"""Finds rows by what stands in their texts, or by their tags: from `models.search_text` and `models.tagging`."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Integer, and_, column, func, literal_column, table
from sqlmodel import Session, SQLModel, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.derived import kind_of
from models.folding import folded
from models.search_text import TRIGRAMS, SearchText
from models.tagging import Tagging, named

LETTERS = 3
MOST_GROUPS = 32
"""Groups of letters of a text that are looked up: more would hardly tell more texts apart."""
FEW = 1000
"""How many rows are named at most: whoever looks for what more hold comes upon a page of them soon, in any order."""


def keys_holding(session: Session, of: type[SQLModel], text: str) -> Sequence[str] | None:
    """The keys of the rows of a table in whose words a text stands, whatever its case and accents; None where they are
    more than FEW. A text of several lines may be found across two columns."""
    chosen = select(SearchText.key).where(SearchText.kind == kind_of(of), _hold(session, folded(text)))
    found = session.exec(chosen.limit(FEW + 1)).all()
    return found if len(found) <= FEW else None


def keys_tagged(of: type[SQLModel], column: str, tag: str | int) -> SelectOfScalar[str]:
    """The keys of the rows of a table that have a tag in a column, as a query."""
    return select(Tagging.key).where(Tagging.kind == kind_of(of), Tagging.tag == named(column, tag))


def are_few(session: Session, keys: SelectOfScalar[str]) -> bool:
    """Whether a query finds no more keys than FEW."""
    return len(session.exec(keys.limit(FEW + 1)).all()) <= FEW


def _hold(session: Session, wanted: str) -> ColumnElement[bool]:
    words = col(SearchText.words)
    if session.get_bind().dialect.name == "postgresql":
        return words.contains(wanted, autoescape=True)
    held, asked = func.instr(words, wanted) > 0, _groups(wanted)
    if not asked:
        return held
    near = select(column("rowid", Integer)).select_from(table(TRIGRAMS))
    return and_(col(SearchText.id).in_(near.where(literal_column(TRIGRAMS).op("MATCH")(asked))), held)


def _groups(wanted: str) -> str:
    """What FTS5 is asked for: all groups of letters in a text; nothing for one that has none."""
    found = dict.fromkeys(wanted[start : start + LETTERS] for start in range(len(wanted) - LETTERS + 1))
    quoted = ('"{}"'.format(one.replace('"', '""')) for one in found if "\0" not in one)
    return " AND ".join(list(quoted)[:MOST_GROUPS])
