"""Limits on attempts, so that nobody guesses secrets or floods mailboxes; counted in the database for all workers."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from sqlmodel import Session

from matcher.accounts.secrets import digest_of
from matcher.errors import TooManyError
from models.tally import add_one, count_of, forget, take_one_back

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """So many within so long for each subject; `what` says to the reader of what there were too many."""

    name: str
    most: int
    within: timedelta
    what: str

    def digest(self, subject: str) -> str:
        """What a count is stored under."""
        return digest_of(f"{self.name} {subject}")


SIGN_IN_HERE = Limit("sign-in-here", 5, QUARTER, "too many attempts to sign in to this account")
SIGN_IN_ACCOUNT = Limit("sign-in-account", 50, HOUR, "too many attempts to sign in to this account")
SIGN_IN_CLIENT = Limit("sign-in-client", 50, QUARTER, "too many attempts to sign in from your network")
SECOND_FACTOR = Limit("second-factor", 5, QUARTER, "too many wrong codes")
PASSWORD_CHECK = Limit("password-check", 5, QUARTER, "too many wrong passwords")
TOKEN_CLIENT = Limit("token-client", 50, QUARTER, "too many calls with tokens that do not hold from your network")
RESET_ADDRESS = Limit("reset-address", 3, HOUR, "too many mails were asked for to this address")
RESET_CLIENT = Limit("reset-client", 20, HOUR, "too many mails were asked for from your network")
CONFIRMATION = Limit("confirmation", 3, HOUR, "too many mails were asked for to your address")
INVITATION_ADDRESS = Limit("invitation-address", 3, DAY, "too many invitations to this address")
INVITATION_SENDER = Limit("invitation-sender", 30, DAY, "too many invitations from your account")


def count(session: Session, limit: Limit, subject: str, *, now: datetime) -> None:
    """Counts one attempt. Raises TooManyError where it is one too many."""
    counted, ends_at = add_one(session, limit.digest(subject), now=now, within=limit.within)
    if counted > limit.most:
        raise _too_many(limit, ends_at, now)


def note(session: Session, limit: Limit, subject: str, *, now: datetime) -> None:
    """Counts one attempt that has been answered already."""
    add_one(session, limit.digest(subject), now=now, within=limit.within)


def check(session: Session, limit: Limit, subject: str, *, now: datetime) -> None:
    """Counts nothing. Raises TooManyError where the next attempt would be one too many."""
    counted, ends_at = count_of(session, limit.digest(subject), now=now)
    if counted >= limit.most:
        raise _too_many(limit, ends_at, now)


def pardon(session: Session, limit: Limit, subject: str) -> None:
    """Takes the last attempt back: it was honest."""
    take_one_back(session, limit.digest(subject))


def clear(session: Session, limit: Limit, subject: str) -> None:
    """Forgets the attempts of a subject: the right one was among them."""
    forget(session, limit.digest(subject))


def _too_many(limit: Limit, ends_at: datetime, now: datetime) -> TooManyError:
    return TooManyError(limit.what, max(1, math.ceil((ends_at - now).total_seconds())))


def network_of(client: str | None) -> str:
    """What stands for a client in counts: its IPv4 address, or the network of its IPv6 address."""
    try:
        address = ip_address(client or "")
    except ValueError:
        return client or "unknown"
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else address.exploded[:19]
    return str(address)
