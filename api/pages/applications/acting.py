"""What is done with an application on its page: partners asked and answering, handed in, taken back and decided."""

from datetime import datetime
from typing import Protocol

from fastapi import Response
from sqlmodel import Session

from api.pages.applications.opened import HERE, Sent, SentForm
from api.pages.form_pages import Step, form_pages, lead_back
from api.pages.looking_up import meant
from matcher.applications import moving, partners
from matcher.policy import Actor
from models.application_schemas import Outcome, PartnerPost, PartnerReply
from models.base import Identifier, OrganizationReference

router = form_pages()


class Move(Protocol):
    """What takes an application one step on."""

    def __call__(self, session: Session, actor: Actor, key: str, *, version: int, now: datetime) -> object:
        """Takes the step from the version that was read."""


class Asking(Step, PartnerPost):
    """A partner as the page sends it: a country, or an organization as people call it."""

    organization: OrganizationReference | None = None


class Deciding(Step, Outcome):
    """What was decided, from the version that was read."""


class Linking(Step):
    """The exchange that it led to."""

    exchange: Identifier


@router.post(f"{HERE}/partners")
def ask(sent: SentForm) -> Response:
    """Asks a country to take part."""

    def act(said: Asking) -> object:
        values = said.model_dump(exclude={"version"})
        wanted = PartnerPost(**values | {"organization": meant(sent.session, sent.visit, Asking, sent.typed)})
        key, now = sent.application_id, sent.visit.now
        return partners.invite_partners(sent.session, sent.actor, key, [wanted], version=said.version, now=now)

    return sent.tried_here(Asking, act, "asked")


@router.post(f"{HERE}/partners/{{partner_id}}/remove")
def remove(sent: SentForm, partner_id: str) -> Response:
    """Takes a partner out."""

    def act(said: Step) -> object:
        key, now = sent.application_id, sent.visit.now
        return partners.remove_partner(sent.session, sent.actor, key, partner_id, version=said.version, now=now)

    return sent.tried_here(Step, act, "removed")


@router.post(f"{HERE}/partners/{{partner_id}}/answer")
def answer(sent: SentForm, partner_id: str) -> Response:
    """Confirms one's part or declines it."""

    def act(said: PartnerReply) -> str:
        key, now = sent.application_id, sent.visit.now
        partners.answer_as_partner(sent.session, sent.actor, key, partner_id, said, now=now)
        return sent.here if said.accept else "/applications"

    return sent.led(PartnerReply, act, done="answered", again=sent.again)


@router.post(f"{HERE}/submit")
def submit(sent: SentForm) -> Response:
    """Hands it in."""
    return _moved(sent, moving.submit_application, "submitted")


@router.post(f"{HERE}/withdraw")
def withdraw(sent: SentForm) -> Response:
    """Takes it back."""
    return _moved(sent, moving.withdraw_application, "withdrawn")


@router.post(f"{HERE}/review")
def review(sent: SentForm) -> Response:
    """Says that it is being judged."""
    return _moved(sent, moving.review_application, "review")


@router.post(f"{HERE}/outcome")
def decide(sent: SentForm) -> Response:
    """Records what was decided."""

    def act(said: Deciding) -> object:
        outcome = Outcome(**said.model_dump(exclude={"version"}))
        key, now = sent.application_id, sent.visit.now
        return moving.decide_application(sent.session, sent.actor, key, outcome, version=said.version, now=now)

    return sent.tried_here(Deciding, act, "decided")


@router.post(f"{HERE}/exchange")
def link(sent: SentForm) -> Response:
    """Names the exchange that it led to."""

    def act(said: Linking) -> object:
        key, now = sent.application_id, sent.visit.now
        return moving.link_exchange(sent.session, sent.actor, key, said.exchange, version=said.version, now=now)

    return sent.tried_here(Linking, act, "linked")


def _moved(sent: Sent, move: Move, done: str) -> Response:
    """Takes one step that says no more than the version it starts from."""

    def act(said: Step) -> object:
        return move(sent.session, sent.actor, sent.application_id, version=said.version, now=sent.visit.now)

    return sent.tried_here(Step, act, done)


lead_back(
    router,
    HERE,
    (
        "partners",
        "partners/{partner_id}/remove",
        "partners/{partner_id}/answer",
        "submit",
        "withdraw",
        "review",
        "outcome",
        "exchange",
    ),
)
