"""Codes and numbers of a table as people say them, in a language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from babel.numbers import format_decimal, format_percent
from sqlmodel import Session, col, select

from locales import translate
from locales.messages import Message
from matcher.analytics.tables import Cell, Column, Kind, Table
from models import taxonomy
from models.offer import Offer
from models.organization import Organization
from models.request import Request

INCOMES = {
    "low": Message("Low income"),
    "lower-middle": Message("Lower middle income"),
    "upper-middle": Message("Upper middle income"),
    "high": Message("High income"),
}
"""The World Bank's groups of income."""
MOST_KEYS = 10_000
"""Identifiers in one query: databases limit them. For more all are read."""
POSTS: Mapping[Kind, type[Request | Offer]] = {Kind.REQUEST: Request, Kind.OFFER: Offer}


@dataclass(frozen=True)
class PostTitle:
    """The title of a post, and the language that it is written in."""

    title: str
    language: str


@dataclass(frozen=True)
class Telling:
    """How the cells of one table are told in a language; `organizations` are names by identifier, `posts` titles."""

    language: str
    organizations: Mapping[str, str]
    posts: Mapping[str, PostTitle] = field(default_factory=dict)

    def cell(self, column: Column, value: Cell) -> str:
        """A cell as text; where there is nothing, what the column says of that."""
        if value is None:
            return column.empty.told(self.language) if column.empty else ""
        if column.words is not None and str(value) in column.words:
            return column.words[str(value)].told(self.language)
        return self._ways.get(column.kind, str)(value)

    def whole(self, number: int) -> str:
        """A number of things."""
        return format_decimal(number, format="#,##0", locale=self.language)

    def records(self, table: Table) -> list[dict[str, Cell]]:
        """The rows by the names of the columns, codes told by their names, numbers and years as they are."""
        told = {Kind.YEAR, Kind.COUNT, Kind.SHARE, Kind.NUMBER}
        columns = table.columns
        return [
            {
                one.name: value if one.kind in told else self.cell(one, value)
                for one, value in zip(columns, row, strict=True)
            }
            for row in table.rows
        ]

    @cached_property
    def _ways(self) -> Mapping[Kind, Callable[[Any], str]]:
        """How each kind of cells is told that is not told as it stands."""
        language, sectors = self.language, taxonomy.sectors()
        return {
            Kind.COUNTRY: lambda code: taxonomy.country_name(str(code), language),
            Kind.REGION: lambda slug: taxonomy.region_name(str(slug), language),
            Kind.INCOME: lambda slug: INCOMES[str(slug)].told(language),
            Kind.ORGANIZATION: lambda key: self.organizations.get(str(key), str(key)),
            **dict.fromkeys(POSTS, self._title),
            Kind.SECTOR: lambda slug: sectors[str(slug)].names[language],
            Kind.SECTORS: lambda slugs: "; ".join(sectors[one].names[language] for one in _several(slugs)),
            Kind.AREA: lambda slug: taxonomy.areas()[str(slug)].names[language],
            Kind.MODALITY: lambda slug: taxonomy.modalities()[str(slug)].names[language],
            Kind.LANGUAGE: lambda code: taxonomy.language_name(str(code), language),
            Kind.LANGUAGES: lambda codes: ", ".join(taxonomy.language_name(one, language) for one in _several(codes)),
            Kind.WORD: lambda word: translate(str(word), language),
            Kind.COUNT: self.whole,
            Kind.SHARE: lambda number: format_percent(number, format="#,##0.0 %", locale=language),
            Kind.NUMBER: lambda number: format_decimal(number, format="#,##0.###", locale=language),
        }

    def _title(self, key: str | int | float) -> str:
        return self.posts[str(key)].title if str(key) in self.posts else str(key)


def telling_of(session: Session, table: Table, language: str) -> Telling:
    """How a table is told; the organizations, requests and offers in it are looked up by one query each, if there are
    any. Titles are told to whoever reads the table: a view names no post that its reader may not see."""
    names = dict(_names(session, col(Organization.id), col(Organization.name), keys=_keys(table, Kind.ORGANIZATION)))
    posts: dict[str, PostTitle] = {}
    for kind, post in POSTS.items():
        words = _names(session, col(post.id), col(post.title), col(post.language), keys=_keys(table, kind))
        posts |= {key: PostTitle(title, written) for key, title, written in words}
    return Telling(language, names, posts)


def _keys(table: Table, kind: Kind) -> set[str]:
    places = [place for place, one in enumerate(table.columns) if one.kind == kind]
    return {str(row[place]) for row in table.rows for place in places if row[place] is not None}


def _names(session: Session, key: Any, *columns: Any, keys: set[str]) -> Iterable[Any]:  # noqa: ANN401
    """Those rows of which the key is asked for, without objects."""
    if not keys:
        return []
    chosen = select(key, *columns)
    rows = session.connection().execute(chosen if len(keys) > MOST_KEYS else chosen.where(key.in_(keys)))
    return (row for row in rows if row[0] in keys)


def _several(codes: Cell) -> list[str]:
    return str(codes).split("|")
