"""`sursur digest deliveries`, `resend`, `arrived` and `bounce`: what became of mails, and what a person decides."""

import sys
from typing import Annotated

import typer
from sqlalchemy.exc import OperationalError

from api.cli.terminal import AsJson, now, ready_settings, say, say_json
from matcher.digests.week import monday_of
from matcher.errors import BadInputError
from matcher.mail.bouncing import ReturnedMail, Taken, take_bounce
from matcher.mail.delivering import queue_again
from matcher.mail.overview import DeliveryFilter, DeliveryListed
from matcher.mail.overview import deliveries as list_deliveries
from matcher.mail.reading_bounces import MOST_BYTES
from matcher.mail.settling_held import mark_arrived
from matcher.mail.settling_held import resend as resend_one
from matcher.policy import TERMINAL, Actor
from models.database import reading, writing
from models.delivery import DeliveryState

app = typer.Typer()
TRY_LATER = 75
"""The exit code by which a mail server keeps a mail and tries again (EX_TEMPFAIL)."""
Deliveries = Annotated[list[int], typer.Argument(help="Numbers of deliveries, as `sursur digest deliveries` shows.")]
By = Annotated[str, typer.Option(help="Who decides, for the audit trail.")]


@app.command()
def deliveries(
    state: Annotated[DeliveryState | None, typer.Option(help="Only those in this state.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most, the newest.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List mails, the newest first: to whom, what, how it stands and what the mail server said last."""
    with reading(ready_settings().engine) as session:
        lines, _ = list_deliveries(session, TERMINAL, DeliveryFilter(state=state), limit=limit)
    if as_json:
        say_json([line.model_dump() for line in lines])
        return
    for line in lines:
        say(_in_words(line))
    if not lines:
        say(f"No mail is {state}." if state else "There is no mail yet.")


@app.command()
def resend(
    numbers: Annotated[list[int] | None, typer.Argument(metavar="DELIVERY...", help="Numbers of deliveries.")] = None,
    week: Annotated[str | None, typer.Option(help="All of an ISO week, as 2026-W48.")] = None,
    by: By = "terminal",
    as_json: AsJson = False,
) -> None:
    """Queue held and refused mails again, single ones or those of a week; they keep their Message-IDs."""
    if bool(numbers) == (week is not None):
        raise BadInputError("name either single deliveries or --week")
    actor, moment = Actor(name=by, trusted=True), now()
    with writing(ready_settings().engine) as session:
        if week is not None:
            monday_of(week)
            count = queue_again(session, week, now=moment)
        else:
            count = len([resend_one(session, actor, number, moment) for number in numbers or []])
    if as_json:
        say_json({"week": week, "queued": count})
    else:
        say(f"{count} deliveries{f' of {week}' if week else ''} wait to be sent again.")


@app.command()
def arrived(numbers: Deliveries, by: By = "terminal") -> None:
    """Take held mails for sent: for who knows that they arrived."""
    actor, moment = Actor(name=by, trusted=True), now()
    with writing(ready_settings().engine) as session:
        for number in numbers:
            mark_arrived(session, actor, number, moment)
    say(f"{len(numbers)} deliveries count as sent.")


@app.command()
def bounce(
    to: Annotated[str, typer.Option(envvar="ORIGINAL_RECIPIENT", help="The address that it was brought to.")] = "",
) -> None:
    """Take a mail that came back from the standard input; for a pipe of the mail server. See docs/operations.md.

    What is no report of a failure, or names none of our mails, is ignored with exit code 0. Where the database does not
    answer, exit code 75 makes the mail server try again.
    """
    settings = ready_settings()
    if settings.bounce_address is None:
        raise BadInputError("SURSUR_BOUNCE_ADDRESS is not set, so that no mail can have come back to it")
    mail = ReturnedMail(sys.stdin.buffer.read(MOST_BYTES), to)
    try:
        with writing(settings.engine) as session:
            taken = take_bounce(session, mail, settings.bounce_address, now=now())
    except OperationalError:
        sys.exit(TRY_LATER)
    say(IN_WORDS[taken])


IN_WORDS = {
    Taken.STOPPED: "Mail to this account is stopped.",
    Taken.COUNTED: "Counted against the account's address.",
    Taken.KNOWN: "Known already.",
    Taken.IGNORED: "Ignored: it is no report of a failure of a mail of ours.",
}


def _in_words(line: DeliveryListed) -> str:
    what = f"digest {line.week}" if line.week else f"letter {line.kind}"
    said = f": {line.error}" if line.error else ""
    return f"{line.id}  {line.state}  {line.account}  {what}, {line.attempts} attempts{said}"
