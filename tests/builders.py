"""Rows in one line each, for tests: what is not named is plain and valid."""

from datetime import UTC, datetime
from typing import Any

from models.account import Account
from models.community import Community
from models.contribution import Contribution
from models.exchange import Exchange, ExchangeParticipant
from models.expert import Expert
from models.mechanism import Mechanism
from models.membership import Membership
from models.offer import Offer
from models.organization import Organization
from models.practice import Practice
from models.priority import Priority
from models.project import Project
from models.proposal_call import ProposalCall
from models.request import Request
from models.roster import Roster

POSTED = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def organization(key: str = "abc-bra", country: str | None = "BRA", **fields: Any) -> Organization:
    """An organization."""
    return Organization(**{"id": key, "name": key, "kind": "ministry", "country": country, **fields})


def request(key: str = "req-1", **fields: Any) -> Request:
    """A published Spanish request of Mexico; its organization must exist."""
    return Request(**{**_post(key, "amexcid-mex", "MEX"), **fields})


def offer(key: str = "off-1", **fields: Any) -> Offer:
    """A published Spanish offer of Brazil; its organization must exist."""
    return Offer(**{**_post(key, "abc-bra", "BRA"), **fields})


def exchange(key: str = "exc-1", **fields: Any) -> Exchange:
    """An exchange about water; its sides are rows of their own."""
    return Exchange(**{"id": key, "title": "Agua", "text": "Agua potable rural", "language": "es", **fields})


def sides(key: str = "exc-1", requester: str = "MEX", provider: str = "BRA") -> list[ExchangeParticipant]:
    """The two main sides of an exchange, by country."""
    return [
        ExchangeParticipant(exchange=key, position=0, role="requester", country=requester),
        ExchangeParticipant(exchange=key, position=1, role="provider", country=provider),
    ]


def mechanism(key: str = "mec-1", organization: str = "paho", **fields: Any) -> Mechanism:
    """A fund for water of PAHO, whose members it serves; the organization must exist."""
    plain = {"name": key, "kind": "fund", "text": "Fondo", "language": "es", "sectors": ["water-sanitation"]}
    return Mechanism(**{"id": key, "organization": organization, **plain, **fields})


def proposal_call(key: str = "cal-1", mechanism: str = "mec-1", **fields: Any) -> ProposalCall:
    """A call of a mechanism, which must exist, at any time and by the mechanism's own rules."""
    return ProposalCall(**{"id": key, "mechanism": mechanism, "title": key, "rolling": True, **fields})


def practice(key: str = "pra-1", organization: str = "abc-bra", **fields: Any) -> Practice:
    """A Brazilian practice about water; the organization must exist."""
    words = {"title": "Água no campo", "problem": "Falta água", "solution": "Comunidades que cuidam", "language": "pt"}
    plain = {"country": "BRA", "sectors": ["water-sanitation"], "sdgs": [6]}
    return Practice(**{"id": key, "organization": organization, **words, **plain, **fields})


def community(key: str = "com-agua", organization: str = "segib", **fields: Any) -> Community:
    """A network on water whose questions are for members; the organization must exist, and runs it."""
    plain = {"name": key, "aim": "Agua para todos", "language": "es", "sectors": ["water-sanitation"]}
    return Community(**{"id": key, "organization": organization, "readers": "members", **plain, **fields})


def member(community: str = "com-agua", organization: str | None = None, **fields: Any) -> Membership:
    """A member: an organization, or by its code a country."""
    key = f"mem-{community}-{organization or fields['country']}"
    return Membership(**{"id": key, "community": community, "organization": organization, "role": "member", **fields})


def question(key: str = "con-1", account: str = "agency.mex@example.org", **fields: Any) -> Contribution:
    """A question of a network, or with `question` an answer."""
    words = {"title": "¿Cómo se mide?", "text": "Buscamos un método.", "language": "es"}
    plain = {"community": "com-agua", "account": account, "at": POSTED, "last_at": POSTED}
    return Contribution(**{"id": key, **words, **plain, **fields})


def priority(key: str = "pri-1", organization: str = "medellin-col", **fields: Any) -> Priority:
    """The first priority of a territory, which must exist."""
    words = {"title": "Convivencia", "text": "Hay violencia en los barrios.", "language": "es"}
    return Priority(**{"id": key, "organization": organization, **words, "year": 2027, "rank": 1, **fields})


def project(key: str = "pro-1", organization: str = "paho", **fields: Any) -> Project:
    """A project of three countries on water; the organization, which runs it, must exist."""
    words = {"name": "Eje", "hub": "Corredor", "aim": "Agua para tres países", "language": "es"}
    plain = {"countries": ["BRA", "MEX", "PER"], "sectors": ["water-sanitation"]}
    return Project(**{"id": key, "organization": organization, **words, **plain, **fields})


def expert(key: str = "exp-agua", organization: str = "sabesp-bra", **fields: Any) -> Expert:
    """A hydrologist whom nobody has asked yet; the organization must exist, and keeps the profile."""
    who = {"person": "Eva Luna", "email": "eva@example.org", "contact": "+55 11 5550 1234"}
    plain = {"title": "Hidróloga", "summary": "Mide ríos", "language": "es", "sectors": ["water-sanitation"]}
    return Expert(**{"id": key, "organization": organization, **who, **plain, **fields})


def roster(key: str = "ros-agua", organization: str = "segib", **fields: Any) -> Roster:
    """A roster on water from which every country may call; the organization must exist, and keeps it."""
    plain = {"name": "Gente del agua", "aim": "A quién llamar", "language": "es", "sectors": ["water-sanitation"]}
    return Roster(**{"id": key, "organization": organization, **plain, **fields})


def account(email: str = "office@example.org", role: str = "agency", **fields: Any) -> Account:
    """An account of an office."""
    return Account(**{"email": email, "name": "Office", "role": role, "language": "es", "time_zone": "UTC", **fields})


def _post(key: str, organization: str, country: str) -> dict[str, Any]:
    return {
        "id": key,
        "title": "Agua potable rural",
        "text": "Gestión comunitaria del agua potable en zonas rurales.",
        "language": "es",
        "organization": organization,
        "country": country,
        "sectors": ["water-sanitation"],
        "modalities": ["training"],
        "working_languages": ["es"],
        "state": "published",
        "published_at": POSTED,
        "created_at": POSTED,
    }
