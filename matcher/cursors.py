"""Long lists part by part: a cursor names the last row that was read, so that no row is passed over or read twice."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import tuple_
from sqlmodel import Session, SQLModel, col

from matcher.errors import BadInputError

Row = TypeVar("Row", bound=SQLModel)
LARGEST_KEY = 2**31 - 1
"""Of a table whose keys are numbers."""
LONGEST_NUMBER = 18
"""Digits of the largest number that both databases compare with a key."""


@dataclass(frozen=True)
class Part:
    """Which part of a list: up to `limit` rows `after` a cursor, by one column, `-` before it for the reverse order."""

    sort: str = "id"
    after: str | None = None
    limit: int = 50


def part_of(session: Session, table: type[Row], chosen: Any, part: Part) -> tuple[Sequence[Row], str | None]:  # noqa: ANN401
    """The part of the `chosen` rows of a table, and the cursor of the next; the key breaks ties.

    The column to sort by must always have a value. Raises BadInputError for a cursor that is none of this list.
    """
    name, backwards = part.sort.removeprefix("-"), part.sort.startswith("-")
    column, key = col(getattr(table, name)), col(getattr(table, "id"))  # noqa: B009
    if part.after is not None:
        here, last = tuple_(column, key), tuple_(*_values(part, table.model_fields[name].annotation))
        chosen = chosen.where(here < last if backwards else here > last)
    order = (column.desc(), key.desc()) if backwards else (column, key)
    rows = session.exec(chosen.order_by(*order).limit(part.limit + 1)).all()
    more = len(rows) > part.limit
    rows = rows[: part.limit]
    return rows, _cursor(part.sort, [getattr(rows[-1], name), getattr(rows[-1], "id")]) if more else None  # noqa: B009


def _cursor(sort: str, values: list[Any]) -> str:
    plain = [one.isoformat() if isinstance(one, date) else one for one in values]
    return urlsafe_b64encode(json.dumps([sort, *plain]).encode()).decode().rstrip("=")


def _values(part: Part, kind: Any) -> list[Any]:  # noqa: ANN401
    """The values of the last row that was read."""
    try:
        sort, value, key = json.loads(urlsafe_b64decode((part.after or "").encode() + b"=="))
        value = kind.fromisoformat(value) if kind in (date, datetime) else value
    except (ValueError, TypeError):
        sort = value = key = None
    if sort != part.sort or not isinstance(value, kind or str) or not isinstance(key, str) or "\x00" in f"{value}{key}":
        raise BadInputError("after: this cursor belongs to no list sorted so; begin again without it")
    return [value, key]


def stamped(moment: datetime) -> str:
    """A moment as cursors hold it: a plus would be a space in an address."""
    return moment.isoformat().replace("+00:00", "Z")


def moment_in(cursor: str, text: str) -> datetime:
    """The moment that a part of a cursor holds. Raises BadInputError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise no_cursor(cursor)
    return moment


def number_in(cursor: str, text: str) -> int:
    """The key that a part of a cursor holds, no larger than databases know. Raises BadInputError."""
    try:
        return min(int(text), LARGEST_KEY)
    except ValueError:
        raise no_cursor(cursor) from None


def no_cursor(cursor: str) -> BadInputError:
    """What is said of a cursor that belongs to no such list."""
    return BadInputError("{cursor!r} is no cursor of this list; take `next` of the part before", cursor=cursor)


def newest(session: Session, table: type[Row], chosen: Any, *, after: str | None, limit: int) -> tuple[list[Any], Any]:  # noqa: ANN401
    """Up to `limit` of the `chosen` rows, those with the highest numbers first, that follow the number `after`; and the
    row of the part's end where more follow. For tables whose key is a number; raises BadInputError for a wrong one."""
    key = col(getattr(table, "id"))  # noqa: B009
    if after is not None:
        chosen = chosen.where(key < _number(after))
    rows = list(session.exec(chosen.order_by(key.desc()).limit(limit + 1)))
    return rows[:limit], rows[limit - 1] if len(rows) > limit else None


def _number(after: str) -> int:
    if not (after.isascii() and after.isdigit() and len(after) <= LONGEST_NUMBER):
        raise BadInputError("after: this cursor belongs to no such list; begin again without it")
    return int(after)
