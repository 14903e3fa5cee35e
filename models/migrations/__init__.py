"""Brings a database to the newest schema. Migrations are named `YYYY-MM-DD-HHMM_what.py` and say why."""

from importlib.resources import as_file, files

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401  (fills the metadata)
from models.country import sync_countries
from models.database import wait_for_others


def migrate(connection: Connection) -> tuple[str | None, str | None]:
    """Brings the schema to the newest revision; answers the revision before and after."""
    with as_file(files("models.migrations")) as folder:
        before = MigrationContext.configure(connection).get_current_revision()
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        return before, ScriptDirectory.from_config(config).get_current_head()


def upgrade(engine: Engine) -> tuple[str | None, str | None]:
    """Migrates and refreshes the reference tables in one transaction; answers the revision before and after."""
    with engine.execution_options(writes=True).begin() as connection:
        wait_for_others(connection)
        revisions = migrate(connection)
        with Session(connection) as session:
            sync_countries(session)
            session.flush()
    return revisions


def current_revision(engine: Engine) -> str | None:
    """The revision that the database stands at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The revision that this code needs."""
    with as_file(files("models.migrations")) as folder:
        return ScriptDirectory(str(folder)).get_current_head()


def differences(engine: Engine) -> list[object]:
    """What the models say and the migrated database lacks; empty where they agree."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))
