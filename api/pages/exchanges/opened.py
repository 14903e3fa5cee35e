"""An exchange as its pages find it, and the forms that they send."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages import form_pages
from api.pages.visits import CurrentVisit, Visit
from matcher.exchanges.dossiers import dossier_for
from matcher.exchanges.viewing import view_of
from matcher.policy import Actor
from matcher.policy.exchanges import ExchangeAction
from models.dossier import Dossier
from models.exchange_schemas import ExchangeView
from models.organization import names_of

HERE = "/exchanges/{exchange_id}"


@dataclass(frozen=True)
class Whole:
    """An exchange with all that those see who take part or supervise."""

    dossier: Dossier
    view: ExchangeView

    @property
    def allowed(self) -> frozenset[str]:
        """What the reader may do now."""
        return frozenset(self.view.allowed)


def whole(session: Session, actor: Actor, key: str) -> Whole:
    """An exchange for an insider. Raises NotFoundError, UnauthenticatedError or ForbiddenError for others."""
    dossier = dossier_for(session, actor, key, ExchangeAction.OPEN)
    view, _ = view_of(session, actor, key)
    assert isinstance(view, ExchangeView)
    return Whole(dossier, view)


def _found(visit: CurrentVisit, session: ReadSession, exchange_id: str) -> Whole:
    return whole(session, visit.actor, exchange_id)


Found = Annotated[Whole, Depends(_found)]


@dataclass(frozen=True)
class Sent(form_pages.Sent):
    """A form of a page of an exchange that was sent."""

    exchange_id: str

    def path(self, rest: str = "") -> str:
        """The address of a page of the exchange."""
        return HERE.format(exchange_id=self.exchange_id) + rest


SentForm = Annotated[Sent, Depends()]


def parties_to_choose(session: Session, found: Whole) -> list[tuple[str, str]]:
    """The organizations that take part, with their names."""
    keys = list(dict.fromkeys(one.organization for one in found.dossier.sides if one.organization))
    names = names_of(session, set(keys))
    return [(key, names[key]) for key in keys]


def sub_page(visit: Visit, template: str, page: Any, status: int = 200) -> Response:  # noqa: ANN401
    """Answers a page of the folder of exchanges."""
    return visit.page(f"exchange/{template}.html", page, status)
