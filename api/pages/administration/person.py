"""The page of one account: who it is, what may be changed, and what cuts its owner off."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Response
from sqlmodel import Session

from api.dependencies import CurrentSettings, ReadSession, WriteSession
from api.pages.administration.frame import router_at
from api.pages.administration.people import HERE
from api.pages.administration.person_shown import PreviewPage, Standpoint, Switch, Words, account_page
from api.pages.form_pages import Nothing
from api.pages.forms import Form, Typed, tried
from api.pages.looking_up import named_organization
from api.pages.visits import CurrentVisit, Visit
from matcher.accounts.administering import change_account, one_account, reset_factor, sign_out_everywhere
from matcher.accounts.inviting import invite
from matcher.accounts.mail_stops import resume_mail_of
from matcher.digests.showing import previewed
from matcher.policy import demand
from matcher.policy.accounts import AccountAction
from models.account import AccountUpdate, InvitationCreate, normal_address
from models.base import Schema

PAGE = "administration/account.html"
PREVIEW = "administration/digest-preview.html"
DONE = {"invited", "saved", "off", "on", "signed-out", "factor", "mail"}

router = router_at("/accounts/{email}")
Shape = TypeVar("Shape", bound=Schema)


@dataclass(frozen=True)
class Sent:
    """A form of this page; `into` is the part of the page that shows what is wrong with it."""

    visit: Visit
    session: Session
    email: str
    typed: dict[str, Any]

    def tried(self, shape: type[Shape], done: str, act: Callable[[Shape], object], into: str = "form") -> Response:
        """Acts, and shows the page: what was done, or the form with what is wrong."""

        def acted(wish: Shape) -> Response:
            act(wish)
            return self.visit.on_to(f"{HERE}/{normal_address(self.email)}", done=done)

        def again(form: Form, status: int) -> Response:
            wrong: dict[str, Any] = {into: form}
            return self.visit.page(PAGE, replace(account_page(self.session, self.visit, self.email), **wrong), status)

        return tried(shape, self.typed, self.visit.language, act=acted, again=again)

    def change(self, wish: Any, changes: dict[str, Any]) -> None:  # noqa: ANN401
        """Changes the account from the version that was read."""
        wanted = AccountUpdate(**changes)
        visit = self.visit
        change_account(self.session, visit.actor, self.email, wanted, version=wish.version, now=visit.now)


def _sent(visit: CurrentVisit, session: WriteSession, email: str, typed: Typed) -> Sent:
    return Sent(visit, session, email, typed)


AForm = Annotated[Sent, Depends(_sent)]


@router.get("")
def show(visit: CurrentVisit, session: ReadSession, email: str, done: str = "") -> Response:
    """The account."""
    return visit.page(PAGE, replace(account_page(session, visit, email), done=done if done in DONE else None))


@router.get("/digest")
def preview(visit: CurrentVisit, session: ReadSession, email: str, settings: CurrentSettings) -> Response:
    """What the digest would say now. Nothing is stored or sent."""
    plan, mail = previewed(session, visit.actor, email, settings.letterhead, now=visit.now)
    demand(visit.actor, AccountAction.LIST)
    return visit.secret_page(PREVIEW, PreviewPage(plan.account, mail))


@router.post("/words")
def change_words(sent: AForm) -> Response:
    """Changes the name, the language and which mails are sent."""
    return sent.tried(Words, "saved", lambda wish: sent.change(wish, wish.model_dump(exclude={"version"})), "words")


@router.post("/standpoint")
def change_standpoint(sent: AForm) -> Response:
    """Changes role, organization, countries and sectors; somebody with another role or organization is signed out."""

    def act(wish: Standpoint) -> None:
        organization = named_organization(sent.session, Standpoint, sent.typed, sent.visit.language)
        looks_after = {"covers": wish.covers, "covers_sectors": wish.covers_sectors}
        sent.change(wish, {"role": wish.role, "organization": organization, **looks_after})

    return sent.tried(Standpoint, "saved", act, "standpoint")


@router.post("/switch")
def switch(sent: AForm) -> Response:
    """Ends an account at once, or opens it again."""
    done = "on" if sent.typed.get("active") == "true" else "off"
    return sent.tried(Switch, done, lambda wish: sent.change(wish, {"active": wish.active}))


@router.post("/sessions")
def end_sessions(sent: AForm) -> Response:
    """Signs somebody out everywhere."""
    visit = sent.visit
    return sent.tried(
        Nothing, "signed-out", lambda _: sign_out_everywhere(sent.session, visit.actor, sent.email, now=visit.now)
    )


@router.post("/second-factor")
def remove_factor(sent: AForm) -> Response:
    """Removes the second factor of somebody who lost it."""
    visit = sent.visit
    return sent.tried(Nothing, "factor", lambda _: reset_factor(sent.session, visit.actor, sent.email, now=visit.now))


@router.post("/mail")
def let_mail_through(sent: AForm) -> Response:
    """Lets mail to the address through again."""
    visit = sent.visit
    return sent.tried(Nothing, "mail", lambda _: resume_mail_of(sent.session, visit.actor, sent.email, now=visit.now))


@router.post("/invitation")
def invite_again(sent: AForm) -> Response:
    """Sends another invitation to somebody who has not opened the account yet."""
    visit = sent.visit

    def act(_: Nothing) -> None:
        account = one_account(sent.session, visit.actor, sent.email)
        same = {name: getattr(account, name) for name in InvitationCreate.model_fields}
        invite(sent.session, visit.actor, InvitationCreate(**same), now=visit.now)

    return sent.tried(Nothing, "invited", act)
