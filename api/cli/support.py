"""`sursur support`."""

from typing import Annotated

import typer
from pydantic import ValidationError
from rich.table import Table

from api.cli.match import show_partners
from api.cli.terminal import AsJson, out, ready_settings, say, say_json
from api.support_answers import CostQuery, MechanismJudged, SupportAnswer, support_answer
from locales import speak
from matcher.errors import BadInputError
from matcher.policy import TERMINAL
from matcher.support.answers import Answer
from matcher.support.finding import Found, support_of_pair, support_of_request
from models.database import reading


def support(
    request: str,
    offer: Annotated[str | None, typer.Argument(help="Judge for the request with this offer.")] = None,
    costs: Annotated[str, typer.Option(metavar="AMOUNT", help="What it will cost, as 15000 or 15000 EUR.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Also the mechanisms that do not fit.")] = False,
    language: Annotated[str, typer.Option(help="en, es, pt or fr.")] = "en",
    as_json: AsJson = False,
) -> None:
    """Say which mechanisms can fund or facilitate a request or a match, rule by rule, and who could join as a third."""
    known = _costs(costs)
    with reading(ready_settings().engine) as session:
        found: Found = (
            support_of_request(session, TERMINAL, request, known)
            if offer is None
            else support_of_pair(session, TERMINAL, request, offer, known)
        )
        answer = support_answer(found, speak(language))
    if as_json:
        say_json(answer.model_dump(mode="json"))
        return
    show_support(answer, everything=everything)
    show_partners([one.model_dump() for one in answer.third_partners])


def _costs(text: str) -> dict[str, int] | None:
    """What an option says in whole units and a currency, dollars where it names none; None for nothing."""
    amount, _, currency = text.partition(" ")
    said = {name: value for name, value in (("amount", amount), ("currency", currency.strip())) if value}
    try:
        return CostQuery.model_validate(said).costs
    except ValidationError:
        raise BadInputError("--costs {text!r} is no amount; write 15000, or 15000 EUR", text=text) from None


def show_support(answer: SupportAnswer, *, everything: bool) -> None:
    """Each mechanism with its verdict and the reasons of its rules; those that do not fit only where they are asked
    for."""
    for one in answer.mechanisms:
        if everything or one.verdict != Answer.NO:
            say(f"{one.name} ({one.organization_name}): {one.verdict}, can {one.means}")
            out.print(_rules(one))
    counts = ", ".join(f"{count} {verdict}" for verdict, count in answer.counts.items())
    say(f"Mechanisms: {counts}. A rule says ask where what is on record does not decide it.")


def _rules(one: MechanismJudged) -> Table:
    table = Table(box=None, show_header=False)
    for rule in one.rules:
        table.add_row(f"  {rule.answer}", rule.rule, rule.reason)
    return table
