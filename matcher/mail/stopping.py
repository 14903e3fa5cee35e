"""Stops mail to an address that it does not reach, and lets it through again."""

from datetime import datetime

from sqlmodel import Session

from matcher.audit import record
from models.account import Account, MailStop
from models.bounce import forgive_bounces

STILL_SENT = frozenset({"confirmation", "invitation", "password-reset"})
"""The letters that somebody asks for himself: they go out though mail to the address is stopped."""
WHY: dict[str, str] = {
    MailStop.BOUNCED: "the address does not exist or takes no mail",
    MailStop.BOUNCED_OFTEN: "mail to the address came back again and again",
}
BOUNCES = "bounces"
"""Who stops mail, in the audit trail."""


def why_stopped(account: Account, letter_kind: str | None) -> str | None:
    """Why an account does not get a letter of a kind, or a digest where that is None; None where it does."""
    if account.mail_stopped is None or letter_kind in STILL_SENT:
        return None
    return f"mail to this account is stopped: {WHY.get(account.mail_stopped, account.mail_stopped)}"


def stop_mail(session: Session, account: Account, reason: MailStop, *, now: datetime) -> bool:
    """Sends nothing more to an account but what its owner asks for. False where that is so already."""
    if account.mail_stopped is not None:
        return False
    _set(session, account, reason, now=now, by=BOUNCES)
    return True


def let_through(session: Session, account: Account, *, now: datetime, by: str) -> None:
    """Sends mail to an account again, and forgets what came back. Where it is not stopped, nothing changes."""
    if account.mail_stopped is not None:
        forgive_bounces(session, account.email)
        _set(session, account, None, now=now, by=by)


def _set(session: Session, account: Account, reason: MailStop | None, *, now: datetime, by: str) -> None:
    change = {"mail_stopped": [account.mail_stopped, reason]}
    account.mail_stopped, account.mail_stopped_at = reason, now if reason else None
    session.add(account)
    session.flush()
    action = "account.mail-stopped" if reason else "account.mail-resumed"
    record(session, action, ("account", account.email), now=now, actor=by, change=change)
