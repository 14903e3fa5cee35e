"""`sursur evaluate`."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from api.cli.quality import show_balanced, show_report
from api.cli.terminal import AsJson, Day, day, progress, say_json, track
from matcher.encoding import load_encoder
from matcher.errors import BadInputError
from matcher.evaluation import BASELINES, ENCODER, check_names, judge_balanced, new_pairs_only, read_collection
from matcher.evaluation import evaluate as judge
from matcher.files import write_whole
from matcher.learning.active import with_encoder
from scoring import EXPERT_MODEL

NewPairsOnly = Annotated[
    bool,
    typer.Option("--new-pairs-only", help="Judge only offers of countries that never taught the requester's country."),
]
ExposureMargin = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Also balance exposure among offers whose scores are this close."),
]
EncoderPlace = Annotated[
    str | None,
    typer.Option(metavar="PATH", help="Also rank by a sentence encoder: its folder, or the package that holds it."),
]
Names = Annotated[
    list[str] | None,
    typer.Option(help=f"Also judge {', '.join(BASELINES)}, or {ENCODER} with --encoder; repeatable."),
]
Ablation = Annotated[bool, typer.Option("--ablation", help="Also judge the ranking without each feature.")]


def evaluate(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    run: Annotated[Path | None, typer.Option(help="Also write the ranking as a TREC run file.")] = None,
    baseline: Names = None,
    disable: Annotated[list[str] | None, typer.Option(help="Leave a feature out; repeatable.")] = None,
    k: Annotated[int, typer.Option(min=1, help="Depth of the ranking.")] = 100,
    new_pairs: NewPairsOnly = False,
    ablation: Ablation = False,
    exposure_margin: ExposureMargin = None,
    encoder: EncoderPlace = None,
    as_of: Day = None,
    as_json: AsJson = False,
) -> None:
    """Rank the requests of DIR over its offers and judge the result."""
    names = baseline or []
    check_names(names, encoder=encoder is not None)
    loaded = None if encoder is None else load_encoder(encoder)
    try:
        model = with_encoder(EXPERT_MODEL, loaded).without(disable or [])
    except ValueError as error:
        raise BadInputError("{said}", said=str(error)) from None
    collection = read_collection(folder)
    for warning in collection.warnings:
        progress.print(f"warning: {warning}", markup=False, highlight=False)
    if new_pairs:
        collection = new_pairs_only(collection)
    report = judge(
        collection,
        as_of=day(as_of),
        model=model,
        baselines=names,
        k=k,
        ablation=ablation,
        encoder=loaded,
        track=track,
    )
    if run is not None:
        write_whole(run, report.as_trec_run(tag=model.version).encode())
    balanced = None if exposure_margin is None else judge_balanced(collection, report.scores, margin=exposure_margin)
    if as_json:
        say_json(report.as_data() | ({"balanced": asdict(balanced)} if balanced else {}))
        return
    show_report(report)
    if balanced is not None:
        show_balanced(balanced)
