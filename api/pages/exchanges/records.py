"""The records that both main sides keep of an exchange, side by side, and how what differs is settled."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from babel.dates import format_date
from babel.numbers import format_decimal
from fastapi import Query, Response
from sqlmodel import Field, Session

from api.dependencies import ReadSession
from api.pages.exchanges.opened import HERE, Found, Sent, SentForm, Whole, sub_page, whole
from api.pages.form_pages import Again, Step, form_pages
from api.pages.forms import Form
from api.pages.visits import CurrentVisit, Visit
from matcher.exchanges.reconciling import Choice, Difference, decide, differences, state_record, take_over
from matcher.policy.exchanges import acting_side
from models import taxonomy
from models.base import Identifier
from models.exchange_schemas import ExchangeView
from models.organization import names_of
from models.statement import StatementWrite

router = form_pages()


class Stating(Step, StatementWrite):
    """One's own record as the page sends it."""


class Settling(Step):
    """Whose value of a field holds; without an organization, the other side's."""

    field: str = Field(max_length=40)
    organization: Identifier | None = None


@dataclass(frozen=True)
class Stated:
    """What one side says of a field; nothing where it has not stated it."""

    organization: str
    value: str
    own: bool


@dataclass(frozen=True)
class FieldRow:
    """One field of both records; `differs` where the sides do not say the same."""

    field: str
    stated: list[Stated]
    recorded: str
    differs: bool
    to_take: bool


@dataclass(frozen=True)
class RecordsPage:
    """Both records, and the form of one's own."""

    exchange: ExchangeView
    sides: list[tuple[str, str]]
    rows: list[FieldRow]
    allowed: frozenset[str]
    differing: int
    sectors: list[tuple[str, str]]
    modalities: list[tuple[str, str]]
    done: str = ""
    form: Form = field(default_factory=Form)


@router.get(f"{HERE}/records")
def show(
    visit: CurrentVisit, session: ReadSession, found: Found, done: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Both records."""
    return sub_page(visit, "records", _page(session, visit, found, done=done))


@router.post(f"{HERE}/records")
def state(sent: SentForm) -> Response:
    """States one's own record; what both state alike becomes the exchange's."""

    def act(said: Stating) -> object:
        wanted = StatementWrite(**said.model_dump(exclude={"version"}, exclude_unset=True))
        return state_record(
            sent.session, sent.actor, sent.exchange_id, wanted, version=said.version, now=sent.visit.now
        )

    return sent.tried(Stating, act, to=sent.path("/records"), done="saved", again=_again(sent))


@router.post(f"{HERE}/records/settle")
def settle(sent: SentForm) -> Response:
    """Takes over what the other side states, or decides for both."""

    def act(said: Settling) -> object:
        session, actor, key, now = sent.session, sent.actor, sent.exchange_id, sent.visit.now
        if said.organization is None:
            return take_over(session, actor, key, said.field, version=said.version, now=now)
        choice = Choice(said.field, said.organization)
        return decide(session, actor, key, choice, version=said.version, now=now)

    return sent.tried(Settling, act, to=sent.path("/records"), done="settled", again=_again(sent))


def _again(sent: Sent) -> Again:
    def again(form: Form, status: int) -> Response:
        found = whole(sent.session, sent.actor, sent.exchange_id)
        return sub_page(sent.visit, "records", _page(sent.session, sent.visit, found, form=form), status)

    return again


def _page(session: Session, visit: Visit, found: Whole, *, done: str = "", form: Form | None = None) -> RecordsPage:
    compared = differences(session, visit.actor, found.dossier.id)
    keys = [one.organization for one in found.dossier.main_sides if one.organization]
    side = acting_side(visit.actor, found.dossier)
    own = side.organization if side in found.dossier.main_sides and side else None
    names, language = names_of(session, set(keys)), visit.language
    return RecordsPage(
        exchange=found.view,
        sides=[(key, names[key]) for key in keys],
        rows=[_row(one, keys, own, language) for one in compared],
        allowed=found.allowed,
        differing=sum(one.differs for one in compared),
        sectors=[(one.slug, one.names[language]) for one in taxonomy.sectors().values()],
        modalities=[(one.slug, one.names[language]) for one in taxonomy.modalities().values()],
        done=done,
        form=form or Form({one.field: _typed(one.stated[own]) for one in compared if own in one.stated} if own else {}),
    )


def _row(one: Difference, keys: list[str], own: str | None, language: str) -> FieldRow:
    return FieldRow(
        field=one.field,
        stated=[Stated(key, _shown(one.field, one.stated.get(key), language), key == own) for key in keys],
        recorded=_shown(one.field, one.recorded, language),
        differs=one.differs,
        to_take=own is not None
        and any(key != own and one.stated[key] != one.stated.get(own) for key in keys if key in one.stated),
    )


def _typed(value: Any) -> Any:  # noqa: ANN401
    return value.isoformat() if isinstance(value, date) else value


def _shown(name: str, value: Any, language: str) -> str:  # noqa: ANN401
    """A value of a record as its reader says it."""
    if value is None or value == []:
        return ""
    if isinstance(value, date):
        return format_date(value, "long", locale=language)
    if name == "modality":
        return taxonomy.modalities()[value].names[language]
    if name == "sectors":
        return ", ".join(taxonomy.sectors()[slug].names[language] for slug in value)
    return format_decimal(value, locale=language) if isinstance(value, int) else str(value)
