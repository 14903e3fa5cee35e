"""The tables of `sursur evaluate`."""

from collections.abc import Sequence

from rich.table import Table

from api.cli.terminal import out, say
from matcher.evaluation import Balanced, Report
from matcher.evaluation.ablation import Ablation
from matcher.evaluation.auc import Area
from matcher.evaluation.statistics import Difference, Interval

NOTHING = "–"


def show_report(report: Report) -> None:
    """The metrics beside the baselines, what Sursur adds to these, the language pairs, and how the scores spread."""
    _show_metrics(report)
    if report.differences:
        _show_differences(report)
    _show_language_pairs(report)
    if report.ablation is not None:
        _show_ablation(report.ablation)
    _show_spread(report)
    if report.new_pairs is not None:
        left_out = report.new_pairs
        say(f"New country pairs only: {left_out.judgements} judgements removed, {left_out.requests} requests dropped.")
    say(f"{report.queries} requests; index {report.seconds['index']:.2f} s, ranking {report.seconds['rank']:.2f} s.")


def _show_metrics(report: Report) -> None:
    table = Table("metric", "sursur", "95 % interval", *report.baselines, box=None)
    for name, value in report.metrics.items():
        others = [f"{values[name]:.3f}" for values in report.baselines.values()]
        table.add_row(name, f"{value:.3f}", _interval(report.ci95[name]), *others)
    for name, area in report.auc.forms.items():
        others = [_value(found.forms[name]) for found in report.baselines_auc.values()]
        table.add_row(name, _value(area), _interval(area.ci95), *others)
    out.print(table, "")


def _show_differences(report: Report) -> None:
    table = Table("sursur minus", "metric", "difference", "95 % interval", "resamples above 0", box=None)
    for baseline, found in report.differences.items():
        for metric, one in found.items():
            table.add_row(baseline, metric, *_difference(one), f"{one.above_zero:.1%}")
    out.print(table, "")


def _show_language_pairs(report: Report) -> None:
    table = Table("languages", "requests", "recall@1", "recall@5", "mrr@10", box=None)
    for pair, found in report.by_language_pair.items():
        shown = [f"{found['metrics'][name]:.3f}" for name in ("recall@1", "recall@5", "mrr@10")]
        table.add_row(pair, str(found["queries"]), *shown)
    out.print(table, "")


def _show_ablation(ablation: Sequence[Ablation]) -> None:
    say("What each feature adds: the whole ranking less the one without it.")
    table = Table("feature", "ndcg@10", "95 % interval", "recall@5", "95 % interval", box=None)
    for column in table.columns:
        column.no_wrap = True
    for one in ablation:
        table.add_row(one.feature, *_difference(one.differences["ndcg@10"]), *_difference(one.differences["recall@5"]))
    out.print(table, "")


def _show_spread(report: Report) -> None:
    table = Table("scores", "min", "q1", "median", "q3", "max", box=None)
    spread = report.spread
    for name, found in (("first place", spread.first_place), ("gap first to tenth", spread.gap_first_to_tenth)):
        if found is not None:
            table.add_row(name, *(f"{value:.3f}" for value in found.values()))
    out.print(table, "")
    if spread.ties_in_first_ten is not None and report.exposure.gini is not None:
        say(
            f"Ties in the first ten: {spread.ties_in_first_ten:.1%}. "
            f"Exposure over {report.exposure.providers} providers: Gini {report.exposure.gini:.3f}."
        )


def _difference(one: Difference) -> tuple[str, str]:
    return f"{one.mean:+z.3f}", _interval(one.ci95, sign="+")


def _value(area: Area) -> str:
    return NOTHING if area.value is None else f"{area.value:.3f}"


def _interval(found: Interval | None, sign: str = "") -> str:
    return NOTHING if found is None else f"{found[0]:{sign}z.3f} – {found[1]:{sign}z.3f}"


def show_balanced(report: Balanced) -> None:
    """How evenly providers are seen, and the metrics, by score and after balancing."""
    table = Table(f"exposure, margin {report.margin:g}", "by score", "balanced", box=None)
    for name, value in report.by_score.items():
        table.add_row(name, f"{value:.3f}", f"{report.balanced[name]:.3f}")
    out.print(table)
    say(f"{report.moved} of the first ten places changed hands; gini is that of exposure over providers.")
