"""What can support a request, a match or an exchange: each mechanism with its rules, and the third partners."""

from dataclasses import dataclass

from fastapi import Response

from api.dependencies import ReadSession
from api.pages.form_pages import plain_pages
from api.pages.forms import Form
from api.pages.public.asking import asked
from api.pages.public.lines import modality_name, sector_names
from api.pages.visits import CurrentVisit, Visit
from api.support_answers import CostQuery, MechanismJudged, SupportAnswer, support_answer
from locales.messages import Message
from matcher.exchanges.dossiers import dossier_for
from matcher.posting.visibility import find_case
from matcher.support.answers import Answer
from matcher.support.case import Case
from matcher.support.cases import seen_pair
from matcher.support.finding import Found, support_of_exchange, support_of_pair, support_of_request
from matcher.support.naming import country_names, sums
from models.money import currencies
from models.request import Request

router = plain_pages()

IN_SIGHT = 10
"""Mechanisms that are shown before the further ones are folded."""


@dataclass(frozen=True)
class About:
    """What the page is about: the kind of thing, its words, and where its own page is."""

    kind: str
    title: str
    language: str
    address: str
    request_id: str = ""


@dataclass(frozen=True)
class Looked:
    """What the rules look at, in the reader's language; empty where it is not known."""

    learning: str
    teaching: str
    sectors: str
    modalities: str
    costs: str


@dataclass(frozen=True)
class FinderPage:
    """The mechanisms that fit or are to be asked, of which the `further` ones are folded, and those that do not fit."""

    about: About
    looked: Looked
    form: Form
    currencies: list[tuple[str, str]]
    answer: SupportAnswer
    first: list[MechanismJudged]
    further: list[MechanismJudged]
    others: list[MechanismJudged]


@router.get("/requests/{request_id}/support")
def of_request(visit: CurrentVisit, session: ReadSession, request_id: str) -> Response:
    """What can support a request."""
    post = find_case(session, visit.actor, Request, request_id).post
    about = About("request", post.title, post.language, f"/requests/{post.id}")
    wanted = asked(CostQuery, visit.request, visit.language)
    found = support_of_request(session, visit.actor, request_id, wanted.query.costs)
    return _answer(visit, about, found, wanted.form)


@router.get("/requests/{request_id}/offers/{offer_id}/support")
def of_pair(visit: CurrentVisit, session: ReadSession, request_id: str, offer_id: str) -> Response:
    """What can support a request with an offer."""
    request, offer = seen_pair(session, visit.actor, request_id, offer_id)
    about = About("match", offer.title, offer.language, f"/requests/{request.id}/offers/{offer.id}")
    wanted = asked(CostQuery, visit.request, visit.language)
    found = support_of_pair(session, visit.actor, request_id, offer_id, wanted.query.costs)
    return _answer(visit, about, found, wanted.form)


@router.get("/exchanges/{exchange_id}/support")
def of_exchange(visit: CurrentVisit, session: ReadSession, exchange_id: str) -> Response:
    """What can support an exchange."""
    exchange = dossier_for(session, visit.actor, exchange_id).exchange
    title = exchange.title or exchange.id
    about = About("exchange", title, exchange.language or visit.language, f"/exchanges/{exchange.id}")
    wanted = asked(CostQuery, visit.request, visit.language)
    found = support_of_exchange(session, visit.actor, exchange_id, wanted.query.costs)
    return _answer(visit, about, found, wanted.form)


def _answer(visit: Visit, about: About, found: Found, form: Form) -> Response:
    answer = support_answer(found, visit.language)
    open_ones = [one for one in answer.mechanisms if one.verdict != Answer.NO]
    page = FinderPage(
        about=about,
        looked=_looked(found.case, visit.language),
        form=Form({"currency": CostQuery().currency, **form.typed}, form.wrong),
        currencies=[(one, one) for one in sorted(currencies())],
        answer=answer,
        first=open_ones[:IN_SIGHT],
        further=open_ones[IN_SIGHT:],
        others=[one for one in answer.mechanisms if one.verdict == Answer.NO],
    )
    return visit.page("support/finder.html", page, 422 if form.wrong else 200)


def _looked(case: Case, language: str) -> Looked:
    return Looked(
        learning=country_names(case.learning).told(language),
        teaching=country_names(case.teaching).told(language),
        sectors=", ".join(sector_names(case.sectors, language)),
        modalities=", ".join(modality_name(one, language) for one in case.modalities),
        costs=Message("{costs}", costs=sums(case.costs)).told(language) if case.costs else "",
    )
