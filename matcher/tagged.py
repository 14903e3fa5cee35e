"""Whether a stored list of tags holds one, on every database alike."""

from typing import Any

from sqlalchemy import ColumnElement, String, cast, func


def tagged(column: Any, tag: str | int) -> ColumnElement[bool]:  # noqa: ANN401
    """A condition. Tags hold no quotes, so the quoted one in the stored JSON is an exact test; a number stands between
    commas once the brackets are commas too."""
    stored = cast(column, String)
    if isinstance(tag, str):
        return stored.contains(f'"{tag}"', autoescape=True)
    opened = func.replace(stored, "[", ", ")
    return func.replace(opened, "]", ",").contains(f", {tag},")
