"""What the signed links of digests open: a page that says what it is about, with one button.

Opening it changes nothing, because mail scanners open links too; the button does what the link is for, as the account
that its digest was sent to, and needs neither a sign-in nor scripts.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated

from babel.dates import format_date
from fastapi import APIRouter, Depends, Form
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse

from api.callers import visitor_of
from api.dependencies import CurrentSettings, Now, ReaderLanguage, ReadSession
from api.pages.private import masked, privately
from api.pages.rendering import render_page
from api.transactions import TransactedRoute
from matcher.accounts.limits import QUARTER, Limit, check, note
from matcher.digests.answering import act, holder_of, look
from matcher.digests.links import PREVIEW
from matcher.digests.questions import Asked, Holder, Said, Standing
from matcher.errors import DeadLinkError, ForbiddenError, NotFoundError, StaleEditError, SursurError
from models.decision import MOST_NOTE, Reason

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, route_class=TransactedRoute)
WRONG_WORDS = Limit("answer-client", 50, QUARTER, "too many links that do not hold from your network")


@dataclass(frozen=True)
class AnswerPage:
    """What is asked of whom and how it stands. `just` where it was done by this call, `changed` where somebody else has
    changed it since it was read, `problem` where it could not be done."""

    word: str
    purpose: str
    asked: Asked
    name: str
    address: str
    until: str
    just: bool = False
    changed: bool = False
    problem: str = ""


@dataclass(frozen=True)
class DeadPage:
    """A link that answers nothing: mistyped, too old, or only a preview's."""

    preview: bool


def _answer(
    version: Annotated[int, Form(ge=0, le=2**31)] = 0,
    reason: Annotated[Reason | None, Form()] = None,
    note: Annotated[str, Form(max_length=MOST_NOTE)] = "",
) -> Said:
    return Said(version, reason, note.strip() or None)


@dataclass(frozen=True)
class Opening:
    """One call for a word."""

    request: HttpRequest
    word: str
    session: ReadSession
    settings: CurrentSettings
    now: Now
    asked_for: ReaderLanguage

    def holder(self) -> Holder:
        """Whose word it is, reading in the language that was asked for by name, else in the account's.

        Raises NotFoundError, and TooManyError after many that were not ours.
        """
        network = visitor_of(self.request).network
        check(self.session, WRONG_WORDS, network, now=self.now)
        try:
            holder = holder_of(self.session, self.settings.signer, self.word)
        except NotFoundError:
            if self.word != PREVIEW:
                self.request.state.trace = partial(note, limit=WRONG_WORDS, subject=network, now=self.now)
            raise
        return replace(holder, language=self.asked_for) if "lang" in self.request.query_params else holder

    def page(self, holder: Holder, asked: Asked) -> AnswerPage:
        """What is shown of a question."""
        until = format_date(asked.until, format="long", locale=holder.language) if asked.until else ""
        account = holder.account
        return AnswerPage(self.word, holder.errand.purpose, asked, account.name, masked(account.email), until)

    def show(self, holder: Holder, page: AnswerPage, status: int = 200) -> HTMLResponse:
        """The page of a question."""
        return privately(render_page(self.request, "answer.html", page, holder.language, status))

    def show_dead(self, status: int, holder: Holder | None = None) -> HTMLResponse:
        """The page of a link that answers nothing."""
        page = DeadPage(preview=self.word == PREVIEW)
        language = self.asked_for if holder is None else holder.language
        return privately(render_page(self.request, "answer_dead.html", page, language, status))


Opened = Annotated[Opening, Depends()]


@router.get("/answer/{word}")
def ask(opening: Opened) -> HTMLResponse:
    """What the link is about, and one button."""
    return _opened(opening, None)


@router.post("/answer/{word}")
def answer(opening: Opened, said: Annotated[Said, Depends(_answer)]) -> HTMLResponse:
    """Does it, once."""
    return _opened(opening, said)


def _opened(opening: Opening, said: Said | None) -> HTMLResponse:
    try:
        holder = opening.holder()
    except NotFoundError:
        return opening.show_dead(NotFoundError.status)
    try:
        if not holder.holds(opening.now):
            raise DeadLinkError
        asked = look(opening.session, holder, now=opening.now)
    except (DeadLinkError, NotFoundError, ForbiddenError):
        return opening.show_dead(DeadLinkError.status, holder)
    if said is None or asked.standing != Standing.OPEN:
        return opening.show(holder, opening.page(holder, asked))
    return _done(opening, holder, asked, said)


def _done(opening: Opening, holder: Holder, asked: Asked, said: Said) -> HTMLResponse:
    session, now = opening.session, opening.now
    try:
        with session.begin_nested():
            act(session, holder, said, now=now)
    except StaleEditError as error:
        return opening.show(holder, replace(opening.page(holder, asked), changed=True), error.status)
    except SursurError as error:
        return opening.show(holder, replace(opening.page(holder, asked), problem=error.title), error.status)
    after = look(session, holder, now=now)
    return opening.show(holder, replace(opening.page(holder, after), just=True))
