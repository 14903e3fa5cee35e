"""What the page of one application shows."""

from dataclasses import dataclass, field

from sqlalchemy import ColumnElement
from sqlmodel import Session, select

from api.call_answers import EligibilityAnswer, eligibility_answer
from api.pages import choices
from api.pages.choices import Options
from api.pages.forms import Form
from api.pages.public.lines import counted
from api.pages.visits import Visit
from locales import translate
from matcher.applications.checking import judged
from matcher.applications.finding import the_candidacy
from matcher.applications.reasons import REASON_TEXTS
from matcher.applications.viewing import view_of
from matcher.exchanges.listing import visible
from matcher.policy.applications import answers_for, leads
from matcher.posting.visibility import may_read
from models import taxonomy
from models.application import ApplicationState, Candidacy
from models.application_schemas import APPROVING, ApplicationPublic, ApplicationView, OutcomeReason, PartnerView
from models.exchange import Exchange
from models.organization import names_of
from models.request import Request

DONE = frozenset(
    {"begun", "saved", "asked", "answered", "removed", "submitted", "withdrawn", "review", "decided", "linked"}
)


@dataclass(frozen=True)
class PartnerLine:
    """A partner by its name; `mine` where the reader may answer for it."""

    said: PartnerView
    name: str
    mine: bool


@dataclass(frozen=True)
class ApplicationPage:
    """An application: `whole` for those who take part or decide, `rules` what the call says of it. Its request and
    exchange are told by title, or by identifier to those who may not read them."""

    known: ApplicationPublic
    whole: ApplicationView | None
    call: str
    countries: list[str]
    lead: str
    request: str
    exchange: str
    asked: str
    granted: str
    reason: str
    partners: list[PartnerLine]
    rules: EligibilityAnswer | None
    links: bool
    all_countries: Options
    approving: Options
    declining: Options
    done: str
    form: Form = field(default_factory=Form)


def application_page(session: Session, visit: Visit, key: str, *, form: Form | None = None) -> ApplicationPage:
    """The page of an application that the reader may know of. Raises NotFoundError."""
    thing = the_candidacy(session, visit.actor, key)
    view, language = view_of(visit.actor, thing), visit.language
    whole = view if isinstance(view, ApplicationView) else None
    names = names_of(session, {thing.application.organization, *(one.organization for one in thing.partners)})
    done = visit.request.query_params.get("done", "")
    return ApplicationPage(
        known=view,
        whole=whole,
        call=thing.call.title,
        countries=[taxonomy.country_name(one, language) for one in view.countries],
        lead=names.get(thing.application.organization, "") if whole else "",
        request=_titled(session, Request, whole.request if whole else None, may_read(Request, visit.actor)),
        exchange=_titled(session, Exchange, whole.exchange if whole else None, visible(visit.actor)),
        asked=_sum(whole.amount_asked, view.currency, language) if whole else "",
        granted=_sum(view.amount_granted, view.currency, language),
        reason=translate(REASON_TEXTS[OutcomeReason(view.reason)], language) if view.reason else "",
        partners=_partners(visit, thing, whole, names),
        rules=_rules(session, visit, thing) if whole else None,
        links=view.state == ApplicationState.APPROVED and leads(visit.actor, thing.application),
        all_countries=choices.countries(language),
        approving=_reasons(language, approving=True),
        declining=_reasons(language, approving=False),
        done=done if done in DONE else "",
        form=form or Form(),
    )


def _titled(session: Session, table: type[Request | Exchange], key: str | None, seen: ColumnElement[bool]) -> str:
    if key is None:
        return ""
    return session.exec(select(table.title).where(table.id == key, seen)).first() or key


def _rules(session: Session, visit: Visit, thing: Candidacy) -> EligibilityAnswer | None:
    """What the rules say before it is decided."""
    if thing.application.decided_at is not None:
        return None
    return eligibility_answer(judged(session, thing, on=visit.today), visit.language)


def _partners(
    visit: Visit, thing: Candidacy, whole: ApplicationView | None, names: dict[str, str]
) -> list[PartnerLine]:
    if whole is None:
        return []
    rows = {one.id: one for one in thing.partners}
    return [
        PartnerLine(
            said=one,
            name=", ".join(
                part
                for part in (names.get(one.organization or "", ""), taxonomy.country_name(one.country, visit.language))
                if part
            ),
            mine=answers_for(visit.actor, rows[one.id]),
        )
        for one in whole.partners
    ]


def _reasons(language: str, *, approving: bool) -> Options:
    fitting = [one for one in REASON_TEXTS if one == OutcomeReason.OTHER or approving == (one in APPROVING)]
    return tuple((str(one), translate(REASON_TEXTS[one], language)) for one in fitting)


def _sum(amount: int | None, currency: str | None, language: str) -> str:
    return f"{counted(amount, language)} {currency or ''}".strip() if amount is not None else ""
