"""`sursur catalogue`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from api.cli.terminal import AsJson, now, out, ready_settings, say, say_json
from matcher.catalogues.bringing import bring
from matcher.catalogues.keeping import add_catalogue, catalogues, counts_of
from matcher.catalogues.outcome import Brought, Outcome
from matcher.policy import TERMINAL
from models.catalogue import CatalogueCreate, CatalogueKind
from models.database import reading, trying, writing, writing_alone

app = typer.Typer(help="Catalogues of other platforms, brought in by file.", no_args_is_help=True)


@app.command()
def add(
    key: Annotated[str, typer.Argument(metavar="ID")],
    name: Annotated[str, typer.Option()],
    licence: Annotated[str, typer.Option(help="Under which its records may be shown, as CC-BY-4.0.")],
    publisher: Annotated[str, typer.Option()] = "",
    website: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Enter another platform."""
    wanted = CatalogueCreate(id=key, name=name, licence=licence, publisher=publisher, website=website)
    with writing(ready_settings().engine) as session:
        add_catalogue(session, TERMINAL, wanted, now=now())
    say(f"{key} is entered; bring its records in with `sursur catalogue import {key} KIND FILE`.")


@app.command(name="list")
def list_(as_json: AsJson = False) -> None:
    """Show the catalogues and how many records of each are known here."""
    with reading(ready_settings().engine) as session:
        rows, counts = catalogues(session, TERMINAL), counts_of(session)
    if as_json:
        say_json([row.model_dump(mode="json") | {"records": counts.get(row.id, {})} for row in rows])
        return
    for row in rows:
        known = ", ".join(f"{count} {kind}" for kind, count in counts.get(row.id, {}).items()) or "nothing yet"
        say(f"{row.id}: {row.name} ({row.licence}): {known}")
    if not rows:
        say("No catalogue is entered; see `sursur catalogue add --help`.")


@app.command(name="import")
def import_(
    catalogue: str,
    kind: CatalogueKind,
    file: Path,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring offers, practices (CSV, XLSX, JSON lines) or IATI activities (XML) of another platform in, one by one."""
    transaction = trying if dry_run else writing_alone
    with transaction(ready_settings().engine) as session:
        brought = bring(session, TERMINAL, catalogue, kind, file, now=now())
    if as_json:
        say_json({"counts": brought.counts, "dry_run": dry_run, "records": [_data(one) for one in brought.outcomes]})
        return
    _show(brought)
    counts = ", ".join(f"{count} {became}" for became, count in brought.counts.items()) or "no record"
    say(f"{counts}{' (nothing was written)' if dry_run else ''}.")


def _data(one: Outcome) -> dict[str, Any]:
    return {**asdict(one), "why": None if one.why is None else str(one.why)}


def _show(brought: Brought) -> None:
    table = Table("row", "record", "became", "ours", "why", box=None)
    for one in brought.told:
        table.add_row(str(one.row), one.foreign_id, one.became, one.key or "", str(one.why or ""))
    if brought.told:
        out.print(table)
