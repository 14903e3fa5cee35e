"""Turns file rows into checked records; gathers every problem instead of stopping at the first."""

import json
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError

from locales.messages import Message
from matcher.field_words import message_of
from matcher.intake.problems import BadFileError, Problem
from matcher.intake.tabular import FileRow
from models.base import Schema

Record = TypeVar("Record", bound=Schema)
SEPARATORS = ("|", ";")


def check_rows(
    path: Path, rows: Sequence[FileRow], schema: type[Record], key: str | None = None
) -> list[tuple[int, Record]]:
    """Each row as (row number, checked record). Raises BadFileError with all problems where there is any."""
    _check_columns(path, rows, schema)
    lists = {name for name, field in schema.model_fields.items() if _is_list(field.annotation)}
    found: list[tuple[int, Record]] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            found.append((row.number, schema.model_validate(_with_lists(row.fields, lists))))
        except ValidationError as error:
            problems += [_problem(row.number, details) for details in error.errors()]
    if key is not None:
        problems += _repeated(key, [(number, getattr(record, key)) for number, record in found])
    if problems:
        raise BadFileError(path, problems)
    return found


def _check_columns(path: Path, rows: Sequence[FileRow], schema: type[Schema]) -> None:
    present = {name for row in rows for name in row.fields}
    needed = [name for name, field in schema.model_fields.items() if field.is_required()]
    missing = [
        Problem(Message("the column is missing"), column=name) for name in needed if rows and name not in present
    ]
    if missing:
        raise BadFileError(path, missing)


def _is_list(annotation: object) -> bool:
    if get_origin(annotation) in (Union, types.UnionType):
        return any(_is_list(part) for part in get_args(annotation))
    return get_origin(annotation) is list


def _with_lists(fields: Mapping[str, Any], lists: set[str]) -> dict[str, Any]:
    return {name: _parted(value) if name in lists else value for name, value in fields.items()}


def _parted(value: Any) -> Any:  # noqa: ANN401
    """A cell with several values becomes a list; JSON lists stay as they are."""
    if not isinstance(value, str):
        return value
    if value.startswith("["):
        return _json_list(value)
    separator = next((mark for mark in SEPARATORS if mark in value), SEPARATORS[0])
    return [part.strip() for part in value.split(separator) if part.strip()]


def _json_list(text: str) -> Any:  # noqa: ANN401
    try:
        return json.loads(text)
    except ValueError:
        return text


def _problem(row: int, details: Any) -> Problem:  # noqa: ANN401
    column = str(details["loc"][0]) if details["loc"] else None
    kinds = {"extra_forbidden": Message("there is no such column"), "missing": Message("a value is needed here")}
    return Problem(kinds.get(details["type"]) or message_of(details), row, column)


def _repeated(key: str, values: Sequence[tuple[int, str | None]]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for row, value in values:
        if value is not None and first.setdefault(value, row) != row:
            problems.append(
                Problem(Message("{value!r} stands in row {first} already", value=value, first=first[value]), row, key)
            )
    return problems
