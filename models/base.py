"""What every table shares: constraint names, UTC time, JSON columns and identifiers."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import uuid4

from pydantic import AfterValidator, field_validator, model_validator
from pydantic import Field as PydanticField
from sqlalchemy import JSON, DateTime, Dialect, MetaData
from sqlalchemy.orm import declared_attr
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from models.errors import UnfitError

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata = MetaData(naming_convention=NAMING_CONVENTION)

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,79}")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python on every database, refused when naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise UnfitError("{value!r} has no time zone: pass a moment in UTC", value=value)
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


JsonColumn = JSON(none_as_null=True)


def _checked_identifier(value: str) -> str:
    if not IDENTIFIER.fullmatch(value):
        raise UnfitError(
            "must be 1 to 80 letters, digits, dots, colons, hyphens or underscores and start with a letter or digit"
        )
    return value


Identifier = Annotated[str, AfterValidator(_checked_identifier)]
OrganizationReference = Annotated[str, PydanticField(min_length=1, max_length=300)]
"""An organization by its identifier, or in a file by its name: names are resolved when the file is stored."""


def new_identifier(prefix: str) -> str:
    """A new identifier such as `req-5f0c...`: short enough to read out, too long to guess."""
    return f"{prefix}-{uuid4().hex[:16]}"


CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Characters that no text needs and that databases, XML or spreadsheets refuse."""


def _without_control_characters(value: Any) -> Any:  # noqa: ANN401
    """The value itself. Raises ValueError for a text, or a list with a text, that holds a control character."""
    texts = value if isinstance(value, list) else [value]
    for text in texts:
        found = CONTROL.search(text) if isinstance(text, str) else None
        if found:
            raise UnfitError("holds the control character U+{character:04X}; remove it", character=ord(found.group()))
    return value


class Schema(SQLModel):
    """A record that is checked when built; unknown fields and control characters are refused by name."""

    model_config = {"extra": "forbid", "str_strip_whitespace": True}

    @model_validator(mode="before")
    @classmethod
    def _null_is_left_out(cls, data: Any) -> Any:  # noqa: ANN401
        return {name: value for name, value in data.items() if value is not None} if isinstance(data, dict) else data

    plain_text = field_validator("*", mode="before")(_without_control_characters)


class Archiving(Schema):
    """Whether a thing is archived, or brought back."""

    archived: bool


class Versioned(SQLModel):
    """A row that counts its edits: an UPDATE from a stale copy is refused (StaleDataError), never lost."""

    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805
        return {"version_id_col": cls.__table__.c.version} if hasattr(cls, "__table__") else {}
