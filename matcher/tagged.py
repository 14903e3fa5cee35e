"""Whether a stored list of tags holds one, on every database alike."""

from typing import Any

from sqlalchemy import String, cast


def tagged(column: Any, tag: str | int) -> Any:  # noqa: ANN401
    """A condition. Tags hold no quotes, so the quoted tag in the stored JSON is an exact test."""
    if isinstance(tag, str):
        return cast(column, String).contains(f'"{tag}"', autoescape=True)
    stored = cast(column, String)
    return stored.regexp_match(rf"[\[ ,]{tag}[\],]")
