"""`sursur bench`."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from api.cli.terminal import AsJson, out, say, say_json, track
from locales import speak, translate
from matcher.benchmark import ENGINES, Report, run_benchmark
from matcher.benchmark.names import NameReport, Speed, benchmark_names

SEED = 20261121
QUERIES = 2000
"""Misspelt names that are searched."""

Chosen = Annotated[list[str] | None, typer.Option(help=f"Compare only some of {', '.join(ENGINES)}; repeatable.")]


def bench(
    offers: Annotated[int, typer.Option(min=1, help="How many offers to invent.")] = 10_000,
    requests: Annotated[int, typer.Option(min=1, help="How many requests to ask.")] = 200,
    seed: Annotated[int, typer.Option(min=0, help="The same seed invents the same posts.")] = SEED,
    engine: Chosen = None,
    language: Annotated[str, typer.Option(help="en, es, pt or fr.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Time the ranking beside named search engines on invented posts, and judge what each finds."""
    report = run_benchmark(offers, requests, seed=seed, engines=engine or ENGINES, track=track)
    if as_json:
        say_json(report.as_data())
    else:
        show_benchmark(report, speak(language))


def bench_names(
    names: Annotated[int, typer.Option(min=1, help="How many names of organizations to invent.")] = 100_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed invents the same names.")] = SEED,
    language: Annotated[str, typer.Option(help="en, es, pt or fr.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Time the search in names of organizations beside named peers, with misspelt names."""
    report = benchmark_names(names, QUERIES, seed, track)
    if as_json:
        say_json({**asdict(report), "ratios": report.ratios})
    else:
        show_names(report, speak(language))


def show_names(report: NameReport, language: str) -> None:
    """The search in names beside its peers."""
    engines: dict[str, Speed] = {"sursur": report, **report.peers}
    table = Table("", *engines, box=None)
    rows = {
        translate("median ms", language): ("p50_ms", 2),
        translate("95th percentile ms", language): ("p95_ms", 2),
        translate("build seconds", language): ("build_seconds", 1),
        translate("right among ten", language): ("hit_at_10", 3),
    }
    for heading, (field, digits) in rows.items():
        table.add_row(heading, *(f"{getattr(one, field):,.{digits}f}" for one in engines.values()))
    table.add_row(translate("Sursur / engine", language), "–", *map(_figure, report.ratios.values()))
    table.add_row(translate("index MiB", language), f"{report.mib:,.1f}")
    _print(table)


def show_benchmark(report: Report, language: str) -> None:
    """The engines side by side, and under which conditions they ran."""
    names = [name if one.batch == 1 else f"{name} *" for name, one in report.engines.items()]
    table = Table("", *names, box=None)
    for heading, value in _rows(report, language).items():
        table.add_row(heading, *map(value, report.engines))
    _print(table)
    for line in _conditions(report, language):
        say(line)


def _print(table: Table) -> None:
    for column in table.columns:
        column.no_wrap = True
    out.print(table, "")


def _rows(report: Report, language: str) -> dict[str, Callable[[str], str]]:
    """What stands in the row of each heading for an engine."""

    def figure(field: str, digits: int) -> Callable[[str], str]:
        return lambda name: f"{getattr(report.engines[name], field):,.{digits}f}"

    def quality(group: str, metric: str) -> Callable[[str], str]:
        return lambda name: _figure(report.engines[name].quality.get(group, {}).get(metric))

    return {
        translate("median ms", language): figure("p50_ms", 3),
        translate("95th percentile ms", language): figure("p95_ms", 3),
        translate("processor ms", language): figure("cpu_ms", 3),
        translate("requests a second", language): figure("queries_per_second", 0),
        translate("Sursur / engine", language): lambda name: _figure(report.ratios.get(f"sursur/{name}")),
        translate("index MiB", language): figure("index_mib", 1),
        translate("build seconds", language): figure("build_seconds", 1),
        "ndcg@10": quality("all", "ndcg@10"),
        "recall@5": quality("all", "recall@5"),
        translate("– in one language", language): quality("same_language", "recall@5"),
        translate("– across languages", language): quality("other_language", "recall@5"),
    }


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:,.3f}"


def _conditions(report: Report, language: str) -> list[str]:
    corpus, machine, same = report.corpus, report.machine, report.agreement
    told = translate("{offers} offers, {requests} requests, seed {seed}, one thread.", language)
    lines = [told.format(**corpus)]
    told = translate("{cpu}, {cores} cores, {memory_gib} GiB, load {load_average}; Python {python}.", language)
    lines.append(told.format(**machine) + " " + _memory(report, language))
    if same is not None:
        told = translate("Brute force names {shared} of the same offers on {requests} requests.", language)
        lines.append(told.format(shared=f"{same.shared:.1%}", requests=same.requests))
    if any(one.batch > 1 for one in report.engines.values()):
        told = translate("* asked many requests at once; its times are shares of a batch.", language)
        lines.append(told)
    return lines


def _memory(report: Report, language: str) -> str:
    told = translate("At most {memory} MiB of memory were held.", language)
    return told.format(memory=f"{report.peak_rss_mib:,.0f}")
