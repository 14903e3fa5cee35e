"""`sursur evaluate`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.cli.terminal import AsJson, Day, day, out, progress, say, say_json, track
from matcher.errors import BadInputError
from matcher.evaluation import BASELINES, ExposureReport, Report, judge_exposure, read_collection
from matcher.evaluation import evaluate as judge
from matcher.exporting.formats import write_whole
from scoring import EXPERT_MODEL


def evaluate(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    run: Annotated[Path | None, typer.Option(help="Also write the ranking as a TREC run file.")] = None,
    baseline: Annotated[list[str] | None, typer.Option(help=f"Also judge {', '.join(BASELINES)}; repeatable.")] = None,
    disable: Annotated[list[str] | None, typer.Option(help="Leave a feature out (ablation); repeatable.")] = None,
    k: Annotated[int, typer.Option(min=1, help="Depth of the ranking.")] = 100,
    exposure_margin: Annotated[
        float | None, typer.Option(min=0, max=1, help="Also balance exposure among offers whose scores are this close.")
    ] = None,
    as_of: Day = None,
    as_json: AsJson = False,
) -> None:
    """Rank the requests of DIR over its offers and judge the result."""
    strange = [name for name in baseline or [] if name not in BASELINES]
    if strange:
        raise BadInputError(f"no baseline {strange[0]!r}; there are {', '.join(BASELINES)}")
    try:
        model = EXPERT_MODEL.without(disable or [])
    except ValueError as error:
        raise BadInputError(str(error)) from None
    collection = read_collection(folder)
    for warning in collection.warnings:
        progress.print(f"warning: {warning}", markup=False, highlight=False)
    report = judge(collection, as_of=day(as_of), model=model, baselines=baseline or [], k=k, track=track)
    if run is not None:
        write_whole(run, report.as_trec_run(tag=model.version).encode())
    balanced = None if exposure_margin is None else judge_exposure(collection, report.scores, margin=exposure_margin)
    if as_json:
        say_json(report.as_data() | ({"exposure": asdict(balanced)} if balanced else {}))
        return
    show_report(report)
    if balanced is not None:
        show_exposure(balanced)


def show_report(report: Report) -> None:
    """The metrics with their intervals, the baselines, and the language pairs."""
    table = Table("metric", "sursur", "95 % interval", *report.baselines, box=None)
    for name, value in report.metrics.items():
        low, high = report.ci95[name]
        others = [f"{values[name]:.3f}" for values in report.baselines.values()]
        table.add_row(name, f"{value:.3f}", f"{low:.3f} – {high:.3f}", *others)
    out.print(table)
    pairs = Table("languages", "requests", "recall@1", "recall@5", "mrr@10", box=None)
    for pair, found in report.by_language_pair.items():
        shown = [f"{found['metrics'][name]:.3f}" for name in ("recall@1", "recall@5", "mrr@10")]
        pairs.add_row(pair, str(found["queries"]), *shown)
    out.print(pairs)
    say(f"{report.queries} requests; index {report.seconds['index']:.2f} s, ranking {report.seconds['rank']:.2f} s.")


def show_exposure(report: ExposureReport) -> None:
    """How evenly providers are seen, and the metrics, by score and after balancing."""
    table = Table(f"exposure, margin {report.margin:g}", "by score", "balanced", box=None)
    for name, value in report.by_score.items():
        table.add_row(name, f"{value:.3f}", f"{report.balanced[name]:.3f}")
    out.print(table)
    say(f"{report.moved} of the first ten places changed hands; gini is that of exposure over providers.")
