"""The kinds of record that files bring: their schema, what they refer to, and the rows they become."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import SQLModel

from models.account import Account, AccountCreate
from models.base import Schema, new_identifier
from models.community import Community, CommunityCreate
from models.event import Event, EventCreate
from models.exchange import Exchange, ExchangeCreate, ExchangeParticipant, ExchangeState
from models.expert import Expert, ExpertState
from models.expert_schemas import ExpertCreate
from models.mechanism import Mechanism, MechanismCreate
from models.membership import Membership, MembershipCreate
from models.offer import Offer, OfferCreate
from models.organization import Organization, OrganizationCreate
from models.post import OFFER_LIFE_DAYS, PostDraft, PostState, Visibility
from models.practice import Practice
from models.practice_schemas import PracticeCreate
from models.priority import Priority, PriorityCreate
from models.project import Project, ProjectCreate
from models.proposal_call import ProposalCall, ProposalCallCreate
from models.request import Request, RequestCreate
from models.roster import Placement, PlacementCreate, Roster, RosterCreate
from scoring.text.words import detect_language

Built = tuple[SQLModel, list[SQLModel]]
"""The main row of a record and the rows that belong to it."""


@dataclass(frozen=True)
class Kind:
    """One kind of record. `references` maps a field to the kind whose key it holds."""

    name: str
    schema: type[Schema]
    table: type[SQLModel]
    references: Mapping[str, str]
    build: Callable[[Any, datetime], Built]
    key: str = "id"
    prefix: str = ""
    filled_in: frozenset[str] = frozenset()
    """Columns that get a value of their own where a file leaves them out."""

    @property
    def noun(self) -> str:
        """The word for one of them, as in the audit trail."""
        return self.table.__name__.lower()

    @property
    def comparable(self) -> set[str]:
        """The columns that a file decides: a second load compares and updates these."""
        return set(self.schema.model_fields) & set(self.table.model_fields) - {self.key}


def _plain(table: type[SQLModel]) -> Callable[[Schema, datetime], Built]:
    """For records whose fields are the table's columns."""

    def build(record: Schema, now: datetime) -> Built:  # noqa: ARG001
        return table(**_columns(record, table)), []

    return build


def _columns(record: Schema, table: type[SQLModel]) -> dict[str, Any]:
    return {name: value for name, value in record.model_dump().items() if name in table.model_fields}


def _post(table: type[SQLModel], life: timedelta | None) -> Callable[[PostDraft, datetime], Built]:
    """For posts, which a file publishes at once; language and title are filled in where they are missing."""

    def build(record: PostDraft, now: datetime) -> Built:
        columns = _columns(record, table)
        columns["title"] = record.title or headline(record.text)
        columns["language"] = record.language or detect_language(f"{record.title} {record.text}")[0]
        columns["visibility"] = record.visibility or Visibility.PUBLIC
        if life is not None and record.expires_on is None:
            columns["expires_on"] = (now + life).date()
        return table(**columns, state=PostState.PUBLISHED, published_at=now, created_at=now), []

    return build


def headline(text: str, width: int = 90) -> str:
    """The first sentence of a text, cut at a word where it is long."""
    first = text.strip().split("\n")[0].split(". ")[0]
    return first if len(first) <= width else f"{first[:width].rsplit(' ', 1)[0]} …"


def _exchange(record: ExchangeCreate, now: datetime) -> Built:
    """An exchange that is over, or that runs where its last known year has not passed and nothing tells its outcome."""
    last = record.end_year or record.start_year
    runs = record.outcome is None and last is not None and last >= now.year
    sides: list[SQLModel] = [
        ExchangeParticipant(
            exchange=record.id,
            position=number,
            role=side.role,
            country=side.country,
            organization=side.organization,
        )
        for number, side in enumerate(record.all_parties())
    ]
    state = ExchangeState.RUNNING if runs else ExchangeState.COMPLETED
    ended_on = now.date() if not runs and (record.end_year or 0) >= now.year else None
    return Exchange(**_columns(record, Exchange), state=state, ended_on=ended_on), sides


def _expert(record: ExpertCreate, now: datetime) -> Built:  # noqa: ARG001
    """A role that a document names: nobody is asked for consent, because it is nobody's."""
    return Expert(**_columns(record, Expert), state=ExpertState.ROLE), []


FILLED_IN = frozenset({"title", "language", "country", "expires_on", "visibility"})

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("organizations", OrganizationCreate, Organization, {}, _plain(Organization)),
        Kind("mechanisms", MechanismCreate, Mechanism, {"organization": "organizations"}, _plain(Mechanism)),
        Kind("calls", ProposalCallCreate, ProposalCall, {"mechanism": "mechanisms"}, _plain(ProposalCall)),
        Kind(
            "communities",
            CommunityCreate,
            Community,
            dict.fromkeys(("organization", "coordinator", "secretariat"), "organizations"),
            _plain(Community),
        ),
        Kind(
            "memberships",
            MembershipCreate,
            Membership,
            {"community": "communities", "organization": "organizations"},
            _plain(Membership),
            filled_in=frozenset({"country"}),
        ),
        Kind("priorities", PriorityCreate, Priority, {"organization": "organizations"}, _plain(Priority)),
        Kind("practices", PracticeCreate, Practice, {"organization": "organizations"}, _plain(Practice)),
        Kind("events", EventCreate, Event, {"organization": "organizations"}, _plain(Event)),
        Kind(
            "exchanges",
            ExchangeCreate,
            Exchange,
            dict.fromkeys(("requester", "provider", "facilitators", "funders", "parties"), "organizations"),
            _exchange,
        ),
        Kind(
            "projects",
            ProjectCreate,
            Project,
            {"organization": "organizations", "exchanges": "exchanges"},
            _plain(Project),
        ),
        Kind(
            "offers",
            OfferCreate,
            Offer,
            {"organization": "organizations", "practices": "practices"},
            _post(Offer, timedelta(days=OFFER_LIFE_DAYS)),
            prefix="off",
            filled_in=FILLED_IN,
        ),
        Kind(
            "experts",
            ExpertCreate,
            Expert,
            {
                **dict.fromkeys(("organization", "employer"), "organizations"),
                "mechanism": "mechanisms",
                "offers": "offers",
            },
            _expert,
        ),
        Kind(
            "rosters",
            RosterCreate,
            Roster,
            {"organization": "organizations", "mechanism": "mechanisms", "community": "communities"},
            _plain(Roster),
        ),
        Kind(
            "placements",
            PlacementCreate,
            Placement,
            {"roster": "rosters", "expert": "experts"},
            _plain(Placement),
        ),
        Kind(
            "requests",
            RequestCreate,
            Request,
            {
                "organization": "organizations",
                "preferred_provider": "organizations",
                "answered_by": "exchanges",
            },
            _post(Request, None),
            prefix="req",
            filled_in=FILLED_IN,
        ),
        Kind(
            "accounts",
            AccountCreate,
            Account,
            {"organization": "organizations"},
            _plain(Account),
            key="email",
        ),
    )
}
"""Every kind by name, in an order in which each refers only to earlier ones."""


def with_identifier(record: Any, kind: Kind) -> Any:  # noqa: ANN401
    """The record with a new identifier where it came without one."""
    if getattr(record, kind.key) is not None:
        return record
    return record.model_copy(update={kind.key: new_identifier(kind.prefix)})
