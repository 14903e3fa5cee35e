"""The tags by which rows of other tables are found: one row for each, for one index."""

from collections.abc import Collection, Iterator

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from models.derived import Derivation, derive


class Tagging(SQLModel, table=True):
    """One tag of one row of another table. `kind` is that table's name, `key` the row's, and `tag` names the column
    before the tag, as `sectors:health`."""

    __table_args__ = (Index("ix_tagging_of", "kind", "key"), {"sqlite_with_rowid": False})

    kind: str = Field(primary_key=True, max_length=40)
    tag: str = Field(primary_key=True, max_length=120)
    key: str = Field(primary_key=True, max_length=80)


def keep_tags(table: type[SQLModel], *columns: str) -> None:
    """Makes the rows of a table, whose key is `id`, be found by the tags that some columns list. What is neither a word
    nor a number, as a row by another hand may hold, is no tag."""

    def tags(*lists: Collection[object]) -> Iterator[dict[str, str]]:
        for column, listed in zip(columns, lists, strict=True):
            known = dict.fromkeys(one for one in listed if isinstance(one, str | int))
            yield from ({"tag": named(column, tag)} for tag in known)

    derive(table, Derivation(Tagging, columns, tags))


def named(column: str, tag: str | int) -> str:
    """How a tag of a column stands here."""
    return f"{column}:{tag}"
