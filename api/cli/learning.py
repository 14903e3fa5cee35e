"""`sursur learn`."""

from typing import Annotated, Any

import typer
from rich.table import Table
from sqlmodel import Session

from api.cli.terminal import AsJson, now, out, progress, ready_settings, say, say_json
from matcher.errors import BadInputError
from matcher.learning.promoting import promote as put_to_use
from matcher.learning.promoting import roll_back as go_back
from matcher.learning.proposing import LEARNER, Proposal, propose
from matcher.learning.tables import misfits
from models.database import reading, writing_alone
from models.weight_table import WeightTable, weight_tables
from scoring import EXPERT_MODEL


def learn(
    promote: Annotated[str | None, typer.Option(metavar="VERSION", help="Rank by this table from now on.")] = None,
    roll_back: Annotated[
        bool, typer.Option("--roll-back", help="Go back to the table that was in use before.")
    ] = False,
    list_all: Annotated[bool, typer.Option("--list", help="Show every learned table.")] = False,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; kept in the audit trail.")] = None,
    as_json: AsJson = False,
) -> None:
    """Propose weights learned from decisions and outcomes, compared with those in use; nobody but you promotes them."""
    if (promote is not None) + roll_back + list_all > 1:
        raise BadInputError("choose one of --promote, --roll-back and --list")
    if list_all:
        _show_tables(as_json=as_json)
    elif roll_back:
        _roll_back(_named(by), as_json=as_json)
    elif promote is not None:
        _promote(promote, _named(by), as_json=as_json)
    else:
        _propose(by or LEARNER, as_json=as_json)


def _named(by: str | None) -> str:
    if by is None or not by.strip():
        raise BadInputError("say who decides: --by NAME")
    return by.strip()


def _propose(by: str, *, as_json: bool) -> None:
    engine = ready_settings().engine
    with progress.status("Learning from decisions"), writing_alone(engine) as session:
        found = propose(session, now=now(), by=by)
    if as_json:
        table = None if found.table is None else _as_data(found.table)
        say_json({"proposal": table, "reason": found.reason, "left_out": found.left_out, "repeated": found.repeated})
    else:
        show_proposal(found)


def show_proposal(found: Proposal) -> None:
    """The report, or why there is none."""
    if found.table is None:
        say(f"No proposal: {found.reason}.")
    else:
        if found.repeated:
            say(f"Nothing changed since {found.table.version} was proposed.")
        _show_report(found.table)
    for reason, count in found.left_out.items():
        say(f"left out: {count} × {reason}")


def _show_report(table: WeightTable) -> None:
    report, training = table.report, table.manifest["training"]
    weights = Table("finding", report["in_use"], table.version, "change", "reason", box=None)
    for row in report["weights"]:
        change = row["proposed"] - row["in_use"]
        figures = [f"{row['in_use']:.4f}", f"{row['proposed']:.4f}", f"{change:+.4f}"]
        weights.add_row(row["feature"], *figures, row["reason"])
    out.print(weights)
    metrics = Table("on held-back decisions", report["in_use"], table.version, "difference", "95 % interval", box=None)
    for name, one in report["metrics"].items():
        cells = [_figure(one[key]) for key in ("in_use", "proposed", "difference")]
        metrics.add_row(name, *cells, f"{_figure(one['low'])} – {_figure(one['high'])}")
    out.print(metrics)
    say(
        f"{training['decisions']} decisions on {training['requests']} requests ({training['endorsed']} endorsed, "
        f"{training['declined']} declined) and {training['outcomes']} rows of outcomes; pull {training['pull']}."
    )
    for warning in report["warnings"]:
        say(f"warning: {warning}")
    say(f"To rank by it: sursur learn --promote {table.version} --by NAME")


def _figure(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.4f}"


def _promote(version: str, by: str, *, as_json: bool) -> None:
    with writing_alone(ready_settings().engine) as session:
        table = put_to_use(session, version, by=by, now=now())
    say_json({"in_use": table.version, "by": by}) if as_json else _say_in_use(table.version)


def _roll_back(by: str, *, as_json: bool) -> None:
    with writing_alone(ready_settings().engine) as session:
        table = go_back(session, by=by, now=now())
    version = EXPERT_MODEL.version if table is None else table.version
    say_json({"in_use": version, "by": by}) if as_json else _say_in_use(version)


def _say_in_use(version: str) -> None:
    say(f"Weight table {version} is in use; stored suggestions keep theirs until the next match run.")


def _show_tables(*, as_json: bool) -> None:
    with reading(ready_settings().engine) as session:
        tables = [_listed(session, one) for one in weight_tables(session)]
    if as_json:
        say_json(tables)
    elif not tables:
        say(f"No table was learned yet; {EXPERT_MODEL.version} is in use.")
    else:
        _print_tables(tables)


def _listed(session: Session, table: WeightTable) -> dict[str, Any]:
    session.expunge(table)
    return _as_data(table) | {"misfits": [str(one) for one in misfits(table)]}


def _print_tables(tables: list[dict[str, Any]]) -> None:
    shown = Table("version", "state", "learned", "decisions", "promoted", "by", "fits this version", box=None)
    for one in tables:
        decisions = str(one["manifest"]["training"]["decisions"])
        promoted = (f"{one['promoted_at'] or '':.10}", one["promoted_by"] or "")
        shown.add_row(
            one["version"],
            one["state"],
            f"{one['created_at']:.10}",
            decisions,
            *promoted,
            "; ".join(one["misfits"]) or "yes",
        )
    out.print(shown)


def _as_data(table: WeightTable) -> dict[str, Any]:
    return table.model_dump(mode="json")
