"""`sursur load`, `sursur import` and `sursur export`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from sqlmodel import Session

from api.cli.terminal import AsJson, now, out, ready_settings, say, say_json, track
from matcher.errors import BadInputError
from matcher.exporting import EXPORTS, Edition, ExportKind, content_of
from matcher.exporting import export as export_kind
from matcher.intake.loading import ImportKind, Loaded, import_file, load_directory
from matcher.intake.problems import BadFileError
from matcher.intake.storing import Tally
from matcher.posting.file_store import FileStore
from matcher.posting.importing import import_drafts
from models.database import reading, trying, writing, writing_alone


def load(folder: Annotated[Path, typer.Argument(metavar="DIR")], as_json: AsJson = False) -> None:
    """Load a fixtures directory. Loading it twice changes nothing."""
    with writing_alone(ready_settings().engine) as session:
        loaded = load_directory(session, folder, now=now(), track=track)
    if as_json:
        say_json({kind: asdict(tally) for kind, tally in loaded.tallies.items()})
    else:
        show_loaded(loaded)


def show_loaded(loaded: Loaded) -> None:
    """A table of what came in."""
    table = Table("kind", "new", "changed", "unchanged", box=None)
    for kind, tally in loaded.tallies.items():
        table.add_row(kind, str(tally.new), str(tally.changed), str(tally.unchanged))
    out.print(table)
    if loaded.nothing_changed:
        say("Nothing changed: every row was known already.")


def import_(
    kind: Annotated[ImportKind, typer.Argument()],
    file: Annotated[Path, typer.Argument()],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, write nothing.")] = False,
    account: Annotated[
        str | None,
        typer.Option(help="Import posts as drafts of this account instead of publishing them."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Import new records from a CSV, XLSX or JSON-lines file: all rows or none."""
    try:
        transaction = trying if dry_run else writing_alone
        with transaction(ready_settings().engine) as session:
            if account is None:
                tally = import_file(session, kind, file, now=now(), actor="import")
            else:
                tally = Tally(new=len(import_drafts(session, account, kind, file, now=now()).ids))
    except BadFileError as error:
        if as_json:
            say_json({"problems": [{**asdict(problem), "message": str(problem.message)} for problem in error.problems]})
        raise
    if as_json:
        say_json({**asdict(tally), "dry_run": dry_run})
        return
    for note in tally.notes:
        say(f"note: {note}")
    done = "would be imported; nothing was written" if dry_run else "imported"
    say(f"{tally.new} {kind.value} {done}.")


def sweep() -> None:
    """Remove the contents of attachments that no post has had for a day."""
    found = ready_settings()
    with writing(found.engine) as session:
        removed = FileStore(found.files).sweep(session, now=now())
    say(f"{removed} contents removed from {found.files}.")


def export(
    kind: Annotated[ExportKind, typer.Argument()],
    file: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write; else the terminal.")] = None,
    form: Annotated[str | None, typer.Option("--format", help="The format, where the ending does not say it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Export public data to a file, or to the terminal."""
    found = ready_settings()
    with reading(found.engine) as session:
        if file is None:
            _show_export(session, kind, form, found.edition(now()))
            return
        count = export_kind(session, kind, file, form, edition=found.edition(now()))
    if as_json:
        say_json({"kind": kind, "file": str(file), "written": count})
        return
    say(f"{count} {kind.value} written to {file}.")


def _show_export(session: Session, kind: ExportKind, form: str | None, edition: Edition) -> None:
    """Prints an export; the line ends and encoding are those of the file."""
    chosen = form or EXPORTS[kind].formats[0]
    if chosen == "xlsx":
        raise BadInputError("a workbook cannot be shown in the terminal; name a file with -o")
    if chosen == "zip":
        raise BadInputError("an archive cannot be shown in the terminal; name a file with -o")
    content, _ = content_of(session, kind, chosen, edition)
    typer.echo(content.decode(), nl=False)
