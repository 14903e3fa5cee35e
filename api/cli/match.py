"""`sursur match`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.table import Table

from api.cli.terminal import AsJson, Day, day, now, out, ready_settings, say, say_json, track
from locales import speak
from matcher.matching.explaining import Answer, explain_pair
from matcher.matching.partner_words import partner_data
from matcher.matching.records import gather
from matcher.matching.run import RunResult, run_matches
from models.database import reading
from scoring.features import FEATURES
from scoring.sentence import raise_data, sentence

Workers = Annotated[
    int | None,
    typer.Option(min=1, help="Rank in so many processes; as many as processors where left out and it is worth it."),
]
ClusterAddress = Annotated[
    str | None,
    typer.Option("--cluster", metavar="ADDRESS", help="Rank on the Dask cluster of this scheduler, tcp://HOST:PORT."),
]

app = typer.Typer(help="Match runs and explanations.", no_args_is_help=True)


@app.command()
def run(
    request: Annotated[str | None, typer.Option(help="Rank this request only.")] = None,
    as_of: Day = None,
    workers: Workers = None,
    cluster: ClusterAddress = None,
    as_json: AsJson = False,
) -> None:
    """Rank the open requests over the published offers and store the suggestions.

    What is ranked is kept: after Ctrl-C, or a crash, the same command on the same day goes on where it stopped.
    """
    found = ready_settings()
    result = run_matches(
        found.engine,
        as_of=day(as_of),
        now=now(),
        request=request,
        encoder=found.loaded_encoder,
        workforce=found.workforce(workers=workers, cluster=cluster, track=track),
    )
    if as_json:
        data = result.run.model_dump(include={"id", "model_version", "inputs", "counts", "seconds"})
        say_json({**data, "repeated": result.repeated, "resumed": result.resumed})
    else:
        show_run(result)


def show_run(result: RunResult) -> None:
    """What a run did, in a line."""
    counts = result.run.counts
    if result.repeated:
        say(f"Nothing changed since match run {result.run.id}: {counts['proposed']} suggestions stand.")
        return
    if result.resumed:
        say(f"resumed: {result.resumed:,} of {counts['requests']:,} requests were ranked before")
    say(
        f"Match run {result.run.id}: {counts['requests']} requests over {counts['offers']} offers, "
        f"{counts['proposed']} suggestions, {counts.get('new', 0)} of them new, "
        f"{counts.get('superseded', 0)} superseded."
    )


@app.command()
def explain(
    request: str,
    offer: str,
    as_of: Day = None,
    language: Annotated[str, typer.Option(help="en, es, pt or fr.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Say why an offer stands where it stands for a request: the sum, the parts, or why not."""
    found = ready_settings()
    with reading(found.engine) as session:
        chosen = day(as_of)
        index = gather(session, as_of=chosen).index(chosen, found.loaded_encoder)
        answer = explain_pair(session, request, offer, index=index)
        why = sentence(answer.explanation, speak(language))
        partners = [partner_data(one, speak(language)) for one in answer.partners]
        raised = [raise_data(one, speak(language)) for one in answer.raises]
    if as_json:
        place = {"place": answer.place, "candidates": answer.candidates, "why": why}
        suggested = asdict(answer.suggested) if answer.suggested else None
        say_json(
            place
            | answer.explanation.as_data()
            | {"suggested": suggested, "third_partners": partners, "would_raise": raised}
        )
    else:
        show_explanation(answer, why)
        show_raises(raised)
        show_partners(partners)


def show_explanation(answer: Answer, why: str) -> None:
    """The verdict, the sentence and a table of contributions."""
    explanation = answer.explanation
    if explanation.gate is None:
        say(f"Place {answer.place} of {answer.candidates}, score {explanation.score:.6f}")
    else:
        say(f"Not suggested ({explanation.gate}); the score would be {explanation.score:.6f}")
    if answer.suggested is not None:
        found = answer.suggested
        say(f"Match run {found.run} suggests it at place {found.place}; by score it had place {found.place_by_score}")
    say(why)
    table = Table("finding", "evidence", "value", "weight", "contribution", box=None)
    decisive = {one.feature for one in explanation.decisive}
    for one in explanation.contributions:
        value = "unknown" if one.value is None else f"{one.value:.6f}"
        mark = "*" if one.feature in decisive else " "
        parts = (f"{one.weight:.4f}", f"{one.contribution:.6f}")
        table.add_row(f"{mark} {one.feature}", str(FEATURES[one.feature].family), value, *parts)
    table.add_row("  sum", "", "", "", f"{explanation.score:.6f}", style="bold")
    out.print(table)
    say("* decisive: lifts it most above the average offer")
    chance = "" if explanation.probability is None else f"; probability of endorsement {explanation.probability:.2f}"
    say(f"weight table {explanation.model}{chance}")


def show_raises(raised: Sequence[Mapping[str, Any]]) -> None:
    """What the provider could change, with what it adds and the place that it leads to."""
    if raised:
        say("What would raise the offer's place:")
    for one in raised:
        say(f"- {one['meaning']}: +{one['gain']:.6f}, place {one['place']}")


def show_partners(partners: Sequence[Mapping[str, Any]]) -> None:
    """The third partners with their reasons and the identifiers of the evidence."""
    if not partners:
        say("Third partners: none is known for this exchange.")
        return
    say("Third partners for triangular cooperation:")
    for partner in partners:
        say(f"- {partner['name']}. {partner['why']}")
        say(f"  Evidence: {', '.join(partner['evidence']['identifiers'])}")
