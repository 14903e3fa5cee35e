"""The words by which rows of other tables are found: kept folded, each row's in one place, for one index."""

from collections.abc import Iterator

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.derived import Derivation, derive
from models.folding import folded

TRIGRAMS = "searchtext_trigrams"
"""The index on SQLite, and a part of the names of all that either database makes for it."""


class SearchText(SQLModel, table=True):
    """The folded words of one row of another table. `kind` is that table's name, `key` the row's.

    An index of all groups of three letters in `words` finds a text in the middle of a word. Only the migrations know
    it: on SQLite it is an FTS5 table that triggers keep in step, which must be made anew where a later migration
    rebuilds this table in a batch; on PostgreSQL it is an index of `pg_trgm`.
    """

    __table_args__ = (UniqueConstraint("kind", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(max_length=40)
    key: str = Field(max_length=80)
    words: str


def keep_words(table: type[SQLModel], *columns: str) -> None:
    """Makes the rows of a table, whose key is `id`, be found by what stands in some columns."""
    derive(table, Derivation(SearchText, columns, _words))


def _words(*texts: str | None) -> Iterator[dict[str, str]]:
    yield {"words": folded("\n".join(filter(None, texts)))}
