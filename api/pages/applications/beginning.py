"""The form by which an agency begins an application, or changes its draft."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Query, Response
from pydantic import Field
from sqlmodel import Session

from api.dependencies import ReadSession
from api.pages import choices
from api.pages.applications.opened import HERE, SentForm
from api.pages.choices import Options
from api.pages.form_pages import Again, Sent, Step, form_pages
from api.pages.forms import Form
from api.pages.visits import CurrentVisit, Visit
from matcher.applications.finding import the_candidacy
from matcher.applications.writing import begin_application, edit_application
from matcher.calls.finding import one_call, own_requests
from matcher.exchanges.listing import ExchangeFilter, list_exchanges
from matcher.policy import demand
from matcher.policy.applications import ApplicationAction
from models import taxonomy
from models.application import Application, PartnerRole
from models.application_schemas import ApplicationPost, ApplicationUpdate, PartnerPost
from models.checks import CountryCodes
from models.proposal_call import ProposalCall

PAGE = "applications/form.html"
APPLY = "/calls/{call_id}/apply"
MOST_COUNTRIES = 10
MOST_EXCHANGES = 50
Key = Annotated[str, Query(max_length=80)]
Codes = Annotated[list[str] | None, Query(max_length=MOST_COUNTRIES)]
router = form_pages()


class Beginning(ApplicationPost):
    """An application as the page sends it: the proposed countries that learn with the lead, and those that teach."""

    learning: CountryCodes = Field(default=[])
    teaching: CountryCodes = Field(default=[])


class Editing(Step, ApplicationUpdate):
    """A draft as the page sends it."""


@dataclass(frozen=True)
class ApplicationFormPage:
    """The form; `proposed` are the countries that the finder named, `known` the draft that is changed."""

    call: ProposalCall
    known: Application | None
    requests: Options
    exchanges: Options
    proposed: Options
    languages: Options
    form: Form = field(default_factory=Form)


@router.get(APPLY)
def write(visit: CurrentVisit, session: ReadSession, call_id: str, about: Key = "", country: Codes = None) -> Response:
    """An empty form, or one with the countries that the finder has proposed."""
    demand(visit.actor, ApplicationAction.CREATE)
    proposed = [one for one in country or [] if one in taxonomy.countries() and one != visit.actor.country]
    typed = {"request": about, "learning": proposed, "language": visit.language}
    return visit.page(PAGE, _page(session, visit, call_id, proposed=proposed, form=Form(typed)))


@router.post(APPLY)
def begin(sent: Annotated[Sent, Depends()], call_id: str) -> Response:
    """Begins a draft and asks its partners."""

    def act(said: Beginning) -> str:
        asked = [PartnerPost(country=one) for one in said.learning if one not in said.teaching]
        asked += [PartnerPost(country=one, role=PartnerRole.PROVIDER) for one in said.teaching]
        fields = said.model_dump(exclude={"learning", "teaching", "partners", "call"}, exclude_unset=True)
        wanted = ApplicationPost(**fields, call=call_id, partners=asked)
        return f"/applications/{begin_application(sent.session, sent.actor, wanted, now=sent.visit.now).id}"

    return sent.led(Beginning, act, done="begun", again=_again(sent, call_id))


def _again(sent: Sent, call_id: str) -> Again:
    def again(form: Form, status: int) -> Response:
        typed = (form.typed.get(name, []) for name in ("learning", "teaching"))
        named = [one for value in typed for one in ([value] if isinstance(value, str) else value)]
        proposed = [one for one in dict.fromkeys(named) if one in taxonomy.countries()]
        return sent.visit.page(PAGE, _page(sent.session, sent.visit, call_id, proposed=proposed, form=form), status)

    return again


@router.get(f"{HERE}/edit")
def rewrite(visit: CurrentVisit, session: ReadSession, application_id: str) -> Response:
    """The form with the words of a draft."""
    return visit.page(PAGE, _editing(session, visit, application_id, None))


@router.post(f"{HERE}/edit")
def change(sent: SentForm) -> Response:
    """Saves a draft."""

    def act(said: Editing) -> object:
        wanted = ApplicationUpdate(**said.model_dump(exclude={"version"}, exclude_unset=True))
        key, now = sent.application_id, sent.visit.now
        return edit_application(sent.session, sent.actor, key, wanted, version=said.version, now=now)

    def again(form: Form, status: int) -> Response:
        return sent.visit.page(PAGE, _editing(sent.session, sent.visit, sent.application_id, form), status)

    return sent.tried(Editing, act, to=sent.here, done="saved", again=again)


def _editing(session: Session, visit: Visit, key: str, form: Form | None) -> ApplicationFormPage:
    thing = the_candidacy(session, visit.actor, key, ApplicationAction.EDIT)
    row = thing.application
    typed = {name: value for name, value in row.model_dump(mode="json").items() if value is not None}
    languages = choices.languages(visit.language)
    return ApplicationFormPage(thing.call, row, (), (), (), languages, form or Form(typed))


def _page(session: Session, visit: Visit, key: str, *, proposed: Iterable[str], form: Form) -> ApplicationFormPage:
    found = one_call(session, visit.actor, key)
    own = own_requests(session, visit.actor, visit.today)
    running, _ = list_exchanges(session, visit.actor, ExchangeFilter(mine=True), limit=MOST_EXCHANGES)
    nothing = (("", "–"),)
    return ApplicationFormPage(
        call=found.call,
        known=None,
        requests=(*nothing, *((one.id, one.title) for one in own)),
        exchanges=(*nothing, *((one.id, one.exchange.title) for one in running)),
        proposed=tuple((one, taxonomy.country_name(one, visit.language)) for one in proposed),
        languages=choices.languages(visit.language),
        form=form,
    )
