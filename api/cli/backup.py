"""`sursur backup` and `sursur restore`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.cli.terminal import AsJson, now, say, say_json, settings, track
from matcher.backup.archive import checked
from matcher.backup.manifest import Manifest
from matcher.backup.restoring import Wish, demand_room
from matcher.backup.restoring import restore as put_back
from matcher.backup.saving import Stored, save
from matcher.posting.file_store import FileStore

File = Annotated[Path, typer.Argument(metavar="FILE")]


def backup(
    file: File,
    check: Annotated[bool, typer.Option("--check", help="Save nothing; say whether FILE is a whole backup.")] = False,
    as_json: AsJson = False,
) -> None:
    """Save the database, all attachments and the library's files in one file, while the service runs."""
    if check:
        with checked(file, track) as (_, manifest):
            _tell(manifest, f"{file} is whole", as_json=as_json)
        return
    _tell(save(_stored(), file, now=now(), track=track), f"Saved {file}", as_json=as_json)


def restore(
    file: File,
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of what the database holds.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before something is replaced.")] = False,
    as_json: AsJson = False,
) -> None:
    """Restore a backup into an empty database, or in place of what it holds. All of it or nothing."""
    stored, wish = _stored(), Wish(file, replace)
    demand_room(stored, wish)
    if replace and not yes:
        place = stored.engine.url.render_as_string(hide_password=True)
        typer.confirm(f"Everything in {place} will be replaced. Go on?", abort=True, err=True)
    _tell(put_back(stored, wish, now=now(), track=track), f"Restored {file}", as_json=as_json)
    if not as_json:
        say("Restart the service. No mail and no webhook goes out until `sursur digest resume`.")


def _stored() -> Stored:
    found = settings()
    return Stored(found.engine, FileStore(found.files))


def _tell(manifest: Manifest, done: str, *, as_json: bool) -> None:
    if as_json:
        say_json(asdict(manifest))
        return
    rows, tables, files = manifest.rows, len(manifest.tables), len(manifest.files)
    say(f"{done}: {rows:,} rows of {tables} tables and {files:,} files, as of {manifest.made_at}.")
    if manifest.missing:
        say(f"{len(manifest.missing)} files were missing from the folder when it was saved.")
