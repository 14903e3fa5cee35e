"""A person is asked by a letter whether others may see the profile, and answers by its link or by the own account."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from matcher.accounts.limits import INVITATION_ADDRESS, INVITATION_SENDER, count
from matcher.accounts.secrets import digest_of, new_secret
from matcher.audit import record
from matcher.editing import apply_changes, check_version
from matcher.errors import BadInputError, ConflictError, DeadLinkError
from matcher.experts.finding import the_expert
from matcher.experts.resting import rest_with
from matcher.letters.writing import write_letter
from matcher.policy import PERSON, Actor
from matcher.policy.experts import ExpertAction
from models.account import Account, Role, account_at
from models.database import insert_unless_known
from models.expert import EXPERT_MOVES, Expert, ExpertState
from models.expert_schemas import Consent
from models.organization import Organization

LETTER = "expert-consent"
BECOMES = {
    Consent.GIVEN: ExpertState.CONSENTED,
    Consent.REFUSED: ExpertState.REFUSED,
    Consent.WITHDRAWN: ExpertState.WITHDRAWN,
}


def ask_consent(session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> Expert:
    """Asks the person of a profile; asked again, he gets a new link and the older one ends.

    Raises TooManyError, and ForbiddenError once the person has answered: only he comes back to it.
    """
    row = the_expert(session, actor, key, ExpertAction.ASK)
    check_version(row, "expert", key, version)
    return ask(session, actor, row, now=now)


def ask(session: Session, actor: Actor, row: Expert, *, now: datetime) -> Expert:
    """The same for a profile that is held."""
    if row.email is None or row.person is None:
        raise BadInputError("email: say where the person is asked")
    if not actor.trusted:
        count(session, INVITATION_SENDER, actor.name_in_trail, now=now)
        count(session, INVITATION_ADDRESS, row.email, now=now)
    secret = new_secret()
    row.link_digest = digest_of(secret)
    account = _account_of(session, row, now=now)
    apply_changes(session, actor, row, {"state": ExpertState.ASKED, "asked_at": now}, now=now, action="expert.asked")
    keeper = session.get_one(Organization, row.organization)
    content = {"token": secret, "institution": keeper.name, "title": row.title}
    write_letter(session, account.email, LETTER, content, now=now, confidential=True)
    return row


def answer(session: Session, actor: Actor, key: str, said: Consent, *, version: int, now: datetime) -> Expert:
    """The own account's answer. Raises ForbiddenError for everybody else, and as `answer_by_link`."""
    return _say(session, the_expert(session, actor, key, ExpertAction.ANSWER), said, version, now)


def asked_by_link(session: Session, secret: str) -> Expert:
    """The profile that a letter's link is about; it holds until a newer one is sent. Raises DeadLinkError."""
    row = session.exec(select(Expert).where(Expert.link_digest == digest_of(secret))).first()
    if row is None:
        raise DeadLinkError
    return row


def answer_by_link(session: Session, secret: str, said: Consent, *, version: int, now: datetime) -> Expert:
    """What the holder of the link says of the profile as he has read it.

    Raises DeadLinkError, StaleEditError where it was changed meanwhile, ConflictError where that is no answer now.
    """
    row = asked_by_link(session, secret)
    return _say(session, row, said, version, now)


def answers_now(row: Expert) -> list[Consent]:
    """What the person may say of a profile as it stands."""
    return [one for one in Consent if BECOMES[one] in EXPERT_MOVES.get(row.state, ())]


def _say(session: Session, row: Expert, said: Consent, version: int, now: datetime) -> Expert:
    if row.state == BECOMES[said]:
        return row
    check_version(row, "expert", row.id, version)
    if said not in answers_now(row):
        raise ConflictError("this cannot be said of the profile as it stands now; read it again")
    changes = {"state": BECOMES[said], "answered_at": now}
    apply_changes(session, PERSON, row, changes, now=now, action=f"expert.consent-{said}")
    rest_with(session, row, now=now)
    return row


def _account_of(session: Session, row: Expert, *, now: datetime) -> Account:
    """The account to which the letter goes: the person's own, or a new one that waits for its owner and may do
    nothing."""
    values: dict[str, Any] = {
        "email": row.email,
        "name": row.person,
        "role": str(Role.PROVIDER),
        "language": row.languages[0] if row.languages else row.language,
        "time_zone": "UTC",
        "invited_at": now,
        "wants_digest": False,
        "covers": [],
        "active": True,
        "version": 1,
    }
    if insert_unless_known(session, Account, values) is not None:
        change = {"role": [None, values["role"]]}  # under the profile: the trail would keep the address for good
        record(session, "account.invite", ("expert", row.id), now=now, actor=row.organization, change=change)
    account = account_at(session, str(row.email))
    if account is None:
        raise DeadLinkError
    return account
