"""What the forms of an expert's page do: ask for consent, answer as the expert, tie offers and untie them."""

from collections.abc import Callable
from typing import TypeVar

from fastapi import Response
from pydantic import Field

from api.pages.experts.opened import EXPERT, SignedForm
from api.pages.experts.showing import expert_page
from api.pages.form_pages import Sent, Step, form_pages, lead_back
from api.pages.forms import Form
from matcher.experts.asking import answer, ask_consent
from matcher.experts.backing import back, stop_backing
from models.base import Identifier
from models.expert_schemas import BackingPost, Consent

Shape = TypeVar("Shape", bound=Step)

router = form_pages()


class Answering(Step):
    """What the expert says, of the version that he has read."""

    consent: Consent


class Backing(Step):
    """An offer to be tied; `own` where nobody else delivers it."""

    offer: Identifier = Field(max_length=80)
    own: bool = False


@router.post(f"{EXPERT}/ask")
def ask(sent: SignedForm, expert_id: str) -> Response:
    """Sends the person a letter."""

    def act(said: Step) -> None:
        ask_consent(sent.session, sent.actor, expert_id, version=said.version, now=sent.visit.now)

    return _tried(sent, expert_id, Step, act, "asked")


@router.post(f"{EXPERT}/answer")
def say(sent: SignedForm, expert_id: str) -> Response:
    """The expert's own answer."""

    def act(said: Answering) -> None:
        answer(sent.session, sent.actor, expert_id, said.consent, version=said.version, now=sent.visit.now)

    return _tried(sent, expert_id, Answering, act, "answered")


@router.post(f"{EXPERT}/offers")
def tie(sent: SignedForm, expert_id: str) -> Response:
    """Ties an offer of the reader's to the expert."""

    def act(said: Backing) -> None:
        wanted = BackingPost(offer=said.offer, own=said.own)
        back(sent.session, sent.actor, expert_id, wanted, version=said.version, now=sent.visit.now)

    return _tried(sent, expert_id, Backing, act, "backed")


@router.post(f"{EXPERT}/offers/{{offer_id}}/remove")
def untie(sent: SignedForm, expert_id: str, offer_id: str) -> Response:
    """Unties an offer from the expert."""

    def act(said: Step) -> None:
        stop_backing(sent.session, sent.actor, expert_id, offer_id, version=said.version, now=sent.visit.now)

    return _tried(sent, expert_id, Step, act, "left")


def _tried(sent: Sent, key: str, shape: type[Shape], act: Callable[[Shape], None], done: str) -> Response:
    def act_and_go(said: Shape) -> str:
        act(said)
        return f"/experts/{key}"

    def again(form: Form, status: int) -> Response:
        return expert_page(sent.session, sent.visit, key, form, status)

    return sent.led(shape, act_and_go, done=done, again=again)


lead_back(router, EXPERT, ("ask", "answer", "offers", "offers/{offer_id}/remove"))
