"""Alembic's entry: runs the migrations on the connection that `models.migrations.upgrade` passes in."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString, SQLModel

import models.tables  # noqa: F401
from models.base import UtcDateTime
from models.migrations import is_compared


def plain_types(kind: str, thing: Any, autogenerate: AutogenContext) -> str | Literal[False]:  # noqa: ANN401, ARG001
    """Writes our column types as SQLAlchemy's own, so that old migrations do not depend on today's code."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.String(length={thing.length})" if thing.length else "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    include_object=is_compared,
    render_as_batch=True,
    render_item=plain_types,
)
context.run_migrations()
