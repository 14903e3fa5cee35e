"""Invitations: an administrator invites anybody, an office of an agency or a provider invites its colleagues."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session

from matcher.accounts.administering import check_place
from matcher.accounts.limits import INVITATION_ADDRESS, INVITATION_SENDER, count
from matcher.accounts.links import follow_link, new_link
from matcher.accounts.password_changing import hash_for_link
from matcher.audit import record
from matcher.errors import BadInputError, ConflictError, ForbiddenError
from matcher.letters.writing import write_letter
from matcher.policy import Actor, demand
from matcher.policy.accounts import AccountAction
from models.account import Account, InvitationAcceptance, InvitationCreate, account_at
from models.database import insert_unless_known, writing
from models.one_time_link import Purpose


@dataclass(frozen=True)
class Invited:
    """An account that waits for its owner, and the secret of the link that was mailed to him."""

    account: Account
    token: str


def invite(session: Session, actor: Actor, wish: InvitationCreate, *, now: datetime) -> Invited | None:
    """Makes an account that waits for its owner and mails him a link; invited again, he gets a new one.

    None where the address has an account already and the actor does not administer: he learns nothing about it.
    Raises ForbiddenError, BadInputError, TooManyError, and ConflictError for an administrator.
    """
    demand(actor, AccountAction.INVITE)
    if not actor.trusted:
        count(session, INVITATION_SENDER, actor.name_in_trail, now=now)
        count(session, INVITATION_ADDRESS, wish.email, now=now)
    values = _values(session, actor, wish)
    thing = ("account", wish.email)
    made = insert_unless_known(session, Account, values | {"invited_at": now}) is not None
    if made:
        record(session, "account.invite", thing, now=now, actor=actor.name_in_trail, change=_new(values))
    account = account_at(session, wish.email)
    if account is not None and _waits_alike(account, values):
        if not made:
            record(session, "account.invite-again", thing, now=now, actor=actor.name_in_trail, change={})
        return _mail(session, actor, account, now)
    if actor.administers:
        raise ConflictError(
            "{email} has an account already; change that one, or send a link for a new password", email=wish.email
        )
    return None


def accept_invitation(engine: Engine, acceptance: InvitationAcceptance, *, now: datetime) -> str:
    """Makes the invited account its owner's, with a password and an address that is confirmed; answers the address.

    Raises DeadLinkError, BadInputError where the password is unfit (the link still holds then), BusyError.
    """
    token = acceptance.token.get_secret_value()
    hashed = hash_for_link(engine, token, Purpose.INVITATION, acceptance.password.get_secret_value(), now=now)
    with writing(engine) as session:
        account = follow_link(session, token, Purpose.INVITATION, now=now)
        account.password_hash, account.confirmed_at = hashed, now
        for name, value in acceptance.own_words().items():
            setattr(account, name, value)
        session.add(account)
        session.flush()
        record(session, "account.accept", ("account", account.email), now=now, actor=account.email, change={})
        return account.email


def _values(session: Session, actor: Actor, wish: InvitationCreate) -> dict[str, Any]:
    """The columns of the new account. Raises ForbiddenError where a colleague is invited elsewhere or higher."""
    role = wish.role or (None if actor.administers else actor.role)
    organization = wish.organization or (None if actor.administers else actor.organization)
    if role is None:
        raise BadInputError("role: say which role the account shall have")
    covers = [*wish.covers, *wish.covers_sectors]
    if not actor.administers and (role, organization, covers) != (actor.role, actor.organization, []):
        raise ForbiddenError("you may invite colleagues of your own organization, in your own role, and nobody else")
    check_place(session, role, organization, covers)
    return {**wish.model_dump(), "role": str(role), "organization": organization, "version": 1, "active": True}


def _waits_alike(account: Account, values: dict[str, Any]) -> bool:
    """Whether an account still waits for its owner, and is what this invitation would make."""
    waits = account.active and account.invited_at is not None and account.confirmed_at is None
    return waits and (account.role, account.organization) == (values["role"], values["organization"])


def _mail(session: Session, actor: Actor, account: Account, now: datetime) -> Invited:
    token = new_link(session, account, Purpose.INVITATION, now=now)
    content = {"token": token, "inviter": actor.name if actor.signed_in else "", "role": account.role}
    write_letter(session, account.email, "invitation", content, now=now, confidential=True)
    return Invited(account, token)


def _new(values: dict[str, Any]) -> dict[str, list[Any]]:
    return {name: [None, values[name]] for name in ("name", "role", "organization", "covers", "covers_sectors")}
