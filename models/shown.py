"""Which matches an account has read in a digest, so that none is mailed twice and none is passed over."""

from sqlmodel import Field, Session, SQLModel, col, select

from models.delivery import Delivery, DeliveryState

UNSEEN = (DeliveryState.FAILED, DeliveryState.DROPPED)
"""The states of mails that their readers never got."""


class Shown(SQLModel, table=True):
    """One match in one account's digest."""

    account: str = Field(foreign_key="account.email", primary_key=True)
    match: int = Field(foreign_key="match.id", primary_key=True)
    digest: int = Field(foreign_key="digest.id", index=True)


def shown_matches(session: Session) -> dict[str, set[int]]:
    """The matches that each account has been shown, but for those of mails that were refused or dropped."""
    found: dict[str, set[int]] = {}
    arrived = select(Shown.account, Shown.match).join(Delivery, col(Delivery.digest) == Shown.digest)
    for account, match in session.exec(arrived.where(col(Delivery.state).not_in(UNSEEN))):
        found.setdefault(account, set()).add(match)
    return found
