"""Brings a database to the newest schema. Migrations are named `YYYY-MM-DD-HHMM_what.py` and say why."""

from importlib.resources import as_file, files
from warnings import catch_warnings, filterwarnings

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Engine, Index
from sqlalchemy.schema import SchemaItem
from sqlmodel import Session, SQLModel

import models.tables  # noqa: F401  (fills the metadata)
from models.country import sync_countries
from models.database import rebuilding
from models.derived import fill_in
from models.search_text import TRIGRAMS


def migrate(connection: Connection, to: str = "head") -> tuple[str | None, str | None]:
    """Brings the schema to a revision, as a rule the newest; answers the revision before and the newest one."""
    with as_file(files("models.migrations")) as folder:
        before = MigrationContext.configure(connection).get_current_revision()
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        return before, ScriptDirectory.from_config(config).get_current_head()


def upgrade(engine: Engine) -> tuple[str | None, str | None]:
    """Migrates, refreshes the reference tables and makes all that is stored be found by its words and tags.

    All in one transaction. Answers the revision before and after.
    """
    with rebuilding(engine) as connection:
        revisions = migrate(connection)
        with Session(connection) as session:
            sync_countries(session)
            session.flush()
            fill_in(session)
    return revisions


def current_revision(engine: Engine) -> str | None:
    """The revision that the database stands at; None for an empty one."""
    with engine.connect() as connection:
        return revision_of(connection)


def newest_revision() -> str | None:
    """The revision that this code needs."""
    with as_file(files("models.migrations")) as folder:
        return ScriptDirectory(str(folder)).get_current_head()


def revision_of(connection: Connection) -> str | None:
    """The revision that the database of a connection stands at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions() -> list[str]:
    """Every revision, the first one first."""
    with as_file(files("models.migrations")) as folder:
        return [one.revision for one in ScriptDirectory(str(folder)).walk_revisions()][::-1]


def differences(engine: Engine) -> list[object]:
    """What the models say and the migrated database lacks; empty where they agree. Indexes over expressions are left
    out: each database tells these back in words of its own, or not at all. So is what only the migrations know."""
    with engine.connect() as connection, catch_warnings():
        filterwarnings("ignore", "Skipped unsupported reflection of expression-based index")
        options = {"compare_type": True, "include_object": is_compared}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), SQLModel.metadata))


def is_compared(thing: SchemaItem, name: str | None, *_: object) -> bool:
    """Whether a table, a column or an index is one that the models and the database both tell of."""
    if name is not None and TRIGRAMS in name:
        return False
    return not isinstance(thing, Index) or all(isinstance(one, Column) for one in thing.expressions)
