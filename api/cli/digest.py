"""`sursur digest`."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine
from sqlmodel import select
from tenacity import retry, retry_if_result, stop_after_delay, wait_fixed

from api.cli import deliveries
from api.cli.terminal import AsJson, now, ready_settings, say, say_json, track
from api.settings import Settings
from matcher.digests.building import Plan, build_week
from matcher.digests.building import preview as plan_preview
from matcher.digests.foreseeing import Foreseen, foresee
from matcher.digests.rendering import render_preview
from matcher.digests.week import monday_of, week_of
from matcher.errors import NotFoundError
from matcher.mail.delivering import deliver_due, unsettled
from matcher.mail.holding import Watermark, demand_free, hold, release
from matcher.mail.sending import to_directory
from matcher.policy import Actor
from models.account import Account
from models.database import reading, writing
from models.delivery import Delivery, DeliveryState
from models.digest import SkipReason
from models.hold import Held, hold_on

app = typer.Typer(help="The weekly digest.", no_args_is_help=True)
app.add_typer(deliveries.app)

UNSETTLED = {
    DeliveryState.QUEUED: "wait to be tried again, or for their turn",
    DeliveryState.CLAIMED: "are being sent, or were cut off: run again in ten minutes",
    DeliveryState.HELD: "are held: they may or may not have arrived; see `sursur digest deliveries --state held`",
    DeliveryState.FAILED: "were refused; see `sursur digest deliveries --state failed`",
    DeliveryState.DROPPED: "were dropped; see `sursur digest deliveries --state dropped`",
}
"""What the states of deliveries that are not done mean for who reads."""


@app.command()
def run(
    week: Annotated[str | None, typer.Option(help="ISO week, as 2026-W48; the present one where left out.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would go to whom; write nothing.")] = False,
    outbox: Annotated[Path | None, typer.Option(help="Write .eml files here instead of sending.")] = None,
    as_json: AsJson = False,
) -> None:
    """Build the week's digests and send them; each goes out once, however often this runs."""
    settings = ready_settings()
    chosen = week_of(now()) if week is None else week
    monday_of(chosen)
    if dry_run:
        with reading(settings.engine) as session:
            foreseen = foresee(session, chosen, now=now())
        say_json([_as_data(one) for one in foreseen]) if as_json else _show_foreseen(foreseen, chosen)
        return
    built, ends = build_and_send(settings, chosen, outbox)
    if as_json:
        say_json({"week": chosen, "built": len(built), "deliveries": dict(ends)})
    else:
        show_sent(built, ends, chosen, outbox or settings.outbox if outbox or not settings.smtp_url else None)


def build_and_send(settings: Settings, week: str, outbox: Path | None) -> tuple[list[Plan], Counter[str]]:
    """Builds what is missing of a week and delivers what waits of it."""
    with writing(settings.engine) as session:
        demand_free(session)
        built = build_week(session, week, now=now(), domain=settings.mail_domain, track=track)
    ends = deliver_due(settings.outbox_to(outbox), now=now(), week=week, track=track)
    return built, ends | _left(settings.engine, week)


@retry(
    retry=retry_if_result(lambda left: left[DeliveryState.CLAIMED] > 0),
    wait=wait_fixed(0.2),
    stop=stop_after_delay(20),
    retry_error_callback=lambda call: call.outcome and call.outcome.result(),
)
def _left(engine: Engine, week: str) -> Counter[str]:
    """What is left of a week, after a moment in which others finish the mails that they are sending."""
    with reading(engine) as session:
        return unsettled(session, week)


def show_sent(built: list[Plan], ends: Counter[str], week: str, folder: Path | None) -> None:
    """What was built and sent, in words."""
    if not built and not ends:
        say(f"Nothing changed: every account has its digest for {week} already.")
        return
    silent = sum(plan.skipped is not None for plan in built)
    where = f"to {folder}" if folder else "by SMTP"
    say(f"Week {week}: {ends[DeliveryState.SENT]} digests sent {where}; {silent} accounts had nothing to read.")
    for state, meaning in UNSETTLED.items():
        if ends[state]:
            say(f"{ends[state]} deliveries {meaning}.")


@app.command()
def pause(
    reason: Annotated[str, typer.Option(help="Why, for those who ask.")],
    by: Annotated[str, typer.Option(help="Who pauses them, for the audit trail.")] = "terminal",
) -> None:
    """Hold the digests back: none is built or sent until `sursur digest resume`. Other mail goes out."""
    with writing(ready_settings().engine) as session:
        new = hold(session, Held.DIGESTS, Actor(name=by, trusted=True), reason=reason, now=now())
    say("No digest goes out until `sursur digest resume`." if new else "The digests are held already.")


@app.command()
def resume(by: Annotated[str, typer.Option(help="Who lets them go, for the audit trail.")] = "terminal") -> None:
    """Let digests, and mail held after a restore, go out again; of missed weeks each reader gets the newest."""
    settings = ready_settings()
    actor = Actor(name=by, trusted=True)
    with writing(settings.engine) as session:
        released = [what for what in Held if release(session, what, actor, now=now())]
        Watermark(settings.mails_sent).write(session)
    say(f"{' and '.join(released)} go out again." if released else "Nothing was held.")


@app.command()
def status(as_json: AsJson = False) -> None:
    """Show what is held and why, and how many deliveries stand in which state."""
    with reading(ready_settings().engine) as session:
        held = {what.value: hold_on(session, what) for what in Held}
        counts = Counter(session.exec(select(Delivery.state)))
    if as_json:
        say_json({"held": {name: row and row.model_dump() for name, row in held.items()}, "deliveries": counts})
        return
    for name, row in held.items():
        say(f"{name}: {f'held since {row.since:%Y-%m-%d %H:%M} by {row.by}: {row.reason}' if row else 'go out'}")
    say(f"deliveries: {', '.join(f'{count} {state}' for state, count in sorted(counts.items())) or 'none'}")


@app.command()
def preview(
    account: Annotated[str, typer.Argument(help="Address of the reader.")],
    outbox: Annotated[Path, typer.Option(help="Folder for the .eml file.")],
) -> None:
    """Write what a reader's digest would say now to a file; nothing is stored or sent."""
    settings, moment = ready_settings(), now()
    with reading(settings.engine) as session:
        reader = session.get(Account, account)
        if reader is None:
            raise NotFoundError("account", account)
        plan = plan_preview(session, reader, now=moment)
    if plan.skipped:
        say(f"{account} would get no mail: {plan.skipped}.")
        return
    mail = render_preview(plan, letterhead=settings.letterhead, now=moment)
    to_directory(outbox)(mail)
    say(f"The digest of {account} as of now is in {outbox}.")


WHY_NOT = {
    SkipReason.NOTHING_TO_SAY: "nothing is new or waits",
    SkipReason.INACTIVE: "the account is switched off, or its owner has not joined yet",
    SkipReason.NOT_WANTED: "wants no digests",
    SkipReason.MAIL_STOPPED: "mail to it came back and is stopped",
    SkipReason.HELD: "digests are held, see `sursur digest status`",
    SkipReason.NOT_DUE_YET: "its mail waits to be tried again later",
    SkipReason.HAS_IT: "has it already",
    SkipReason.IN_DOUBT: "may have it already, see `sursur digest resend --help`",
    SkipReason.REFUSED: "its mail was refused, see `sursur digest resend --help`",
}
"""What each reason means for who reads the dry run."""


def _as_data(one: Foreseen) -> dict[str, object]:
    account = one.account
    return {
        "account": account.email,
        "language": account.language,
        "skipped": one.skipped,
        "content": one.content,
        "due_at": one.due_at,
    }


def _show_foreseen(foreseen: list[Foreseen], week: str) -> None:
    """What would go to whom, then to whom nothing would and why."""
    mails = [one for one in foreseen if one.skipped is None]
    say(f"Week {week}: {len(mails)} of {len(foreseen)} accounts would get a digest.")
    for one in mails:
        parts = ", ".join(f"{len(items)} {name.replace('_', ' ')}" for name, items in one.content.items())
        later = f"; by itself on {one.due_at:%Y-%m-%d %H:%M} UTC" if one.due_at > now() else ""
        say(f"{one.account.email} ({one.account.language}): {parts}{later}")
    for one in foreseen:
        if one.skipped is not None:
            say(f"{one.account.email} ({one.account.language}): no mail, {one.skipped}: {WHY_NOT[one.skipped]}")
