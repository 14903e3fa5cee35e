"""What the letter to an expert opens: the profile as others would see it, and the person's own answer.

Opening it changes nothing, because mail scanners open links too.
"""

from dataclasses import dataclass, field
from datetime import date

from fastapi import Response
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages.experts.doing import Answering
from api.pages.experts.opened import SentForm, done_of
from api.pages.form_pages import form_pages
from api.pages.forms import Form, tried
from api.pages.public.lines import sector_names
from api.pages.visits import CurrentVisit, Visit
from matcher.experts.asking import answer_by_link, answers_now, asked_by_link
from matcher.experts.erasing import erased_on
from models import taxonomy
from models.expert import Expert
from models.organization import names_of

HERE = "/consent/{token}"

router = form_pages()


@dataclass(frozen=True)
class ConsentPage:
    """What would be seen, by whom, and what the person may say now; `erased_on` tells when a hidden profile goes."""

    token: str
    expert: Expert
    organization: str
    countries: list[str]
    languages: list[str]
    sectors: list[str]
    answers: list[str]
    erased_on: date | None
    done: str = ""
    form: Form = field(default_factory=Form)


@router.get(HERE)
def show(visit: CurrentVisit, session: ReadSession, token: str) -> Response:
    """The profile and the question."""
    return _page(session, visit, token)


@router.post(HERE)
def say(sent: SentForm, token: str) -> Response:
    """The answer: yes, no, or no longer. Nobody needs an account for it."""

    def act(said: Answering) -> Response:
        answer_by_link(sent.session, token, said.consent, version=said.version, now=sent.visit.now)
        return sent.visit.on_to(f"/consent/{token}", done="answered")

    def again(form: Form, status: int) -> Response:
        return _page(sent.session, sent.visit, token, form, status)

    return tried(Answering, sent.typed, sent.visit.language, act=act, again=again)


def _page(session: Session, visit: Visit, token: str, form: Form | None = None, status: int = 200) -> Response:
    row, language = asked_by_link(session, token), visit.language
    page = ConsentPage(
        token=token,
        expert=row,
        organization=names_of(session, {row.organization})[row.organization],
        countries=[taxonomy.country_name(one, language) for one in row.countries],
        languages=[taxonomy.language_name(one, language) for one in row.languages],
        sectors=sector_names(row.sectors, language),
        answers=[str(one) for one in answers_now(row)],
        erased_on=erased_on(row),
        done=done_of(visit, frozenset({"answered"})) if form is None else "",
        form=form or Form(),
    )
    return visit.secret_page("experts/consent.html", page, status)
