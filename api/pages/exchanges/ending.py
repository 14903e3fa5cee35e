"""How an exchange ends before its time, or is closed by who supervises; and the practice that is drawn from it."""

from dataclasses import dataclass, field

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.exchanges.opened import HERE, Found, Sent, SentForm, Whole, sub_page, whole
from api.pages.exchanges.showing import shown_again
from api.pages.form_pages import Again, Step, form_pages
from api.pages.forms import Form, tried
from api.pages.visits import CurrentVisit, Visit
from matcher.exchanges.evaluating import close, evaluations_of
from matcher.exchanges.moving import cancel
from matcher.exchanges.reasons import cancel_reasons
from matcher.practices.drawing import draw_practice
from models.base import Schema
from models.evaluation import Stage
from models.exchange_schemas import Cancellation, ExchangeView

router = form_pages()


class GivingUp(Step, Cancellation):
    """A cancellation of the version that was read."""


class Drawing(Schema):
    """The wish for a practice; there is nothing to say."""


@dataclass(frozen=True)
class EndingPage:
    """How the exchange can end now; `final` counts the final evaluations that make the outcome."""

    exchange: ExchangeView
    allowed: frozenset[str]
    reasons: list[tuple[str, str]]
    final: int
    form: Form = field(default_factory=Form)


@router.get(f"{HERE}/end")
def show(visit: CurrentVisit, session: ReadSession, found: Found) -> Response:
    """The ways to end it."""
    return sub_page(visit, "end", _page(session, visit, found))


@router.post(f"{HERE}/cancel")
def give_up(sent: SentForm) -> Response:
    """Gives the exchange up, with a coded reason."""

    def act(said: GivingUp) -> object:
        why = Cancellation(reason=said.reason, note=said.note)
        return cancel(sent.session, sent.actor, sent.exchange_id, why, version=said.version, now=sent.visit.now)

    return sent.tried(GivingUp, act, to=sent.path(), done="cancelled", again=_again(sent))


@router.post(f"{HERE}/close")
def complete(sent: SentForm) -> Response:
    """Completes it by what was said so far."""

    def act(step: Step) -> object:
        return close(sent.session, sent.actor, sent.exchange_id, version=step.version, now=sent.visit.now)

    return sent.tried(Step, act, to=sent.path(), done="completed", again=_again(sent))


@router.post(f"{HERE}/practice")
def make_practice(sent: SentForm) -> Response:
    """Makes the draft of a practice of a completed exchange, and goes there."""

    def act(_: Drawing) -> Response:
        drawn = draw_practice(sent.session, sent.actor, sent.exchange_id, now=sent.visit.now)
        return sent.visit.on_to(f"/practices/{drawn.id}")

    return tried(Drawing, sent.typed, sent.visit.language, act=act, again=shown_again(sent))


def _again(sent: Sent) -> Again:
    def again(form: Form, status: int) -> Response:
        found = whole(sent.session, sent.actor, sent.exchange_id)
        return sub_page(sent.visit, "end", _page(sent.session, sent.visit, found, form), status)

    return again


def _page(session: Session, visit: Visit, found: Whole, form: Form | None = None) -> EndingPage:
    sent = evaluations_of(session, found.dossier.id)
    return EndingPage(
        exchange=found.view,
        allowed=found.allowed,
        reasons=[(str(code), text) for code, text in cancel_reasons(visit.language).items()],
        final=sum(one.stage == Stage.FINAL for one in sent),
        form=form or Form(),
    )
