"""`sursur account`."""

from typing import Annotated

import typer
from pydantic import ValidationError

from api.cli.terminal import AsJson, now, ready_settings, say, say_json
from api.settings import Settings
from matcher.accounts.administering import disable_account, list_accounts
from matcher.accounts.inviting import Invited, invite
from matcher.errors import BadInputError
from matcher.field_words import message_of
from matcher.policy import TERMINAL
from models.account import Account, AccountFilter, AccountPublic, InvitationCreate, Role
from models.database import reading, writing

app = typer.Typer(help="Accounts.", no_args_is_help=True)
PART = 500


@app.callback()
def group() -> None:
    """Accounts."""


@app.command()
def add(  # noqa: PLR0913, PLR0917  (each is an option of the command)
    email: Annotated[str, typer.Argument(help="The address of the office or person.")],
    name: Annotated[str, typer.Option(help="How mails greet the office or person.")],
    role: Annotated[Role, typer.Option(help="What the account may do.")],
    organization: Annotated[str | None, typer.Option(help="Identifier of its organization.")] = None,
    language: Annotated[str, typer.Option(help="Language of its mails, as es.")] = "en",
    time_zone: Annotated[str, typer.Option(help="IANA time zone, as America/Bogota.")] = "UTC",
    covers: Annotated[
        list[str] | None, typer.Option(help="Country or region that a focal point looks after; may be repeated.")
    ] = None,
    show_link: Annotated[
        bool, typer.Option("--show-link", help="Also print the one-time link, as for the first administrator.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make an account and mail its owner an invitation; for one that waits already, send another."""
    words = {"email": email, "name": name, "role": role, "organization": organization, "language": language}
    wish = _wish({**words, "time_zone": time_zone, "covers": covers or []})
    settings = ready_settings()
    with writing(settings.engine) as session:
        invited = invite(session, TERMINAL, wish, now=now())
    assert invited is not None  # the terminal is told why not
    _show_added(invited, _link(settings, invited) if show_link else None, as_json=as_json)


@app.command("list")
def list_(
    role: Annotated[Role | None, typer.Option(help="Only accounts of this role.")] = None,
    organization: Annotated[str | None, typer.Option(help="Only accounts of this organization.")] = None,
    active: Annotated[bool | None, typer.Option("--active/--disabled", help="Only these.")] = None,
    as_json: AsJson = False,
) -> None:
    """List accounts by address."""
    chosen = AccountFilter(role=role, organization=organization, active=active)
    rows: list[Account] = []
    after: str | None = None
    with reading(ready_settings().engine) as session:
        while True:
            part, after = list_accounts(session, TERMINAL, chosen, after=after, limit=PART)
            rows += part
            if after is None:
                break
    if as_json:
        say_json([_as_data(row) for row in rows])
        return
    for row in rows:
        state = "waits for its owner" if row.waits else "active" if row.active else "disabled"
        say(f"{row.email}  {row.role}  {row.organization or '-'}  {row.name}  ({state})")
    say(f"{len(rows)} accounts.")


@app.command()
def disable(
    email: Annotated[str, typer.Argument(help="The address of the account.")],
    as_json: AsJson = False,
) -> None:
    """Disable an account: its sessions, tokens and links end at once."""
    with writing(ready_settings().engine) as session:
        row = disable_account(session, TERMINAL, email, now=now())
    if as_json:
        say_json(_as_data(row))
    else:
        say(f"{row.email} is disabled; its sessions, tokens and links have ended.")


def _wish(fields: dict[str, object]) -> InvitationCreate:
    try:
        return InvitationCreate.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        option = ".".join(str(part) for part in first["loc"])
        raise BadInputError("{option}: {said}", option=option, said=message_of(first)) from None


def _link(settings: Settings, invited: Invited) -> str:
    return f"{settings.public_url.rstrip('/')}/invitation/{invited.token}"


def _show_added(invited: Invited, link: str | None, *, as_json: bool) -> None:
    account = invited.account
    if as_json:
        say_json(_as_data(account) | ({"link": link} if link else {}))
        return
    say(f"{account.email} is invited as {account.role}; the mail goes out when the clock runs next.")
    if link:
        say(f"Whoever opens this link sets the password: {link}")


def _as_data(row: Account) -> dict[str, object]:
    return {name: getattr(row, name) for name in AccountPublic.model_fields}
