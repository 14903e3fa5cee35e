"""`sursur db`."""

import typer

from api.cli.terminal import AsJson, say, say_json, settings
from models.migrations import upgrade as migrate

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """The database."""


@app.command()
def upgrade(as_json: AsJson = False) -> None:
    """Create the database at SURSUR_DATABASE_URL, or migrate it to this version."""
    engine = settings().engine
    before, after = migrate(engine)
    place = engine.url.render_as_string(hide_password=True)
    if as_json:
        say_json({"database": place, "before": before, "after": after})
    elif before == after:
        say(f"{place} is at revision {after} already; nothing to do.")
    else:
        say(f"{place}: {'created' if before is None else f'migrated from {before}'}, now at revision {after}.")
