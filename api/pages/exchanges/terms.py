"""The terms of an exchange, edited before all sides have agreed to them."""

from dataclasses import dataclass, field
from typing import Any

from fastapi import Response

from api.pages.exchanges.opened import HERE, Found, SentForm, Whole, sub_page, whole
from api.pages.form_pages import Step, form_pages
from api.pages.forms import Form, tried
from api.pages.visits import CurrentVisit, Visit
from matcher.exchanges.dossiers import require_state
from matcher.exchanges.terms import edit_terms
from matcher.policy import demand
from matcher.policy.exchanges import ExchangeAction
from models import taxonomy
from models.exchange import ExchangeState
from models.exchange_schemas import ExchangeUpdate, ExchangeView

FIELDS = ("title", "text", "language", "sectors", "modality", "starts_on", "ends_on", "shown_in_full")
EMPTIED = {"text": "", "sectors": [], "shown_in_full": False}
"""What a form means that leaves these out."""

router = form_pages()


class Terms(Step, ExchangeUpdate):
    """The terms as the page sends them, from the version that was read."""


@dataclass(frozen=True)
class TermsPage:
    """The terms of an exchange to be edited."""

    exchange: ExchangeView
    languages: list[tuple[str, str]]
    sectors: list[tuple[str, str]]
    modalities: list[tuple[str, str]]
    agreed: bool
    form: Form = field(default_factory=Form)


@router.get(f"{HERE}/terms")
def show(visit: CurrentVisit, found: Found) -> Response:
    """The form of the terms, filled in."""
    demand(visit.actor, ExchangeAction.EDIT, found.dossier)
    require_state(found.dossier.exchange, ExchangeState.ACCEPTED)
    known = {name: getattr(found.view, name) for name in FIELDS}
    return sub_page(visit, "terms", _page(visit, found, Form({**_plain(known), "version": found.view.version})))


@router.post(f"{HERE}/terms")
def edit(sent: SentForm) -> Response:
    """Changes the terms; whoever had agreed is asked anew."""

    def act(said: Terms) -> Response:
        wanted = ExchangeUpdate(**said.model_dump(exclude={"version"}, exclude_unset=True))
        edit_terms(sent.session, sent.actor, sent.exchange_id, wanted, version=said.version, now=sent.visit.now)
        return sent.visit.on_to(sent.path(), done="saved")

    def again(form: Form, status: int) -> Response:
        found = whole(sent.session, sent.actor, sent.exchange_id)
        return sub_page(sent.visit, "terms", _page(sent.visit, found, form), status)

    return tried(Terms, EMPTIED | sent.typed, sent.visit.language, act=act, again=again)


def _plain(known: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in known.items() if value is not None}


def _page(visit: Visit, found: Whole, form: Form) -> TermsPage:
    language = visit.language
    return TermsPage(
        exchange=found.view,
        languages=sorted(
            ((code, taxonomy.language_name(code, language)) for code in taxonomy.languages()), key=lambda one: one[1]
        ),
        sectors=[(one.slug, one.names[language]) for one in taxonomy.sectors().values()],
        modalities=[(one.slug, one.names[language]) for one in taxonomy.modalities().values()],
        agreed=any(one.agreed_at for one in found.dossier.sides),
        form=form,
    )
