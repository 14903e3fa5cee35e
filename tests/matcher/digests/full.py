"""Digests written by hand, with every section that a reader can have."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from matcher.digests.sections.closing import MOST_CALLS
from matcher.digests.sections.community import MOST_NEWS
from matcher.digests.sections.experts import MOST_EXPERTS
from models.digest import Digest
from tests.conftest import NOW

TODAY = NOW.date()
TITLE = "Gestión comunitaria del agua potable en zonas rurales dispersas"
WHY = (
    "Both speak of rural water supply and community management; the provider has done this in 3 countries like yours, "
    "and you share a working language."
)
Item = dict[str, Any]


def post(kind: str = "request", number: int = 1, title: str = TITLE) -> Item:
    """A post as items name it."""
    return {"kind": kind, "id": f"{kind[:3]}-{number}", "title": title}


def side(name: str = "Servicio Nacional de Agua y Saneamiento Rural", country: str = "Guatemala") -> Item:
    """An organization as items name it."""
    return {"name": name, "country": country}


def pair(number: int = 1, **more: Any) -> Item:
    """A match as items name it."""
    return {
        "match": number,
        "request": post("request", 1 + number // 3),
        "requester": side(),
        "offer": post("offer", number, "Sistemas de agua rural autogestionados"),
        "provider": side("Companhia de Saneamento", "Brasil"),
        **more,
    }


def suggestion(number: int = 1) -> Item:
    """A ranked match."""
    return pair(number, rank=1 + number % 3, score=0.91 - number / 50, why=WHY)


def day(days: int) -> str:
    """A day counted from NOW."""
    return (TODAY + timedelta(days=days)).isoformat()


def answer(number: int = 1, wanted: str = "accept") -> Item:
    """An answer that is awaited."""
    lapses = day(52) if wanted == "accept" else None
    return pair(number, wanted=wanted, since=day(-8), days=8, lapses_on=lapses)


def stalled(number: int = 1) -> Item:
    """A match on whose answer somebody waits."""
    return pair(number, waits_for=("requester", "provider", "both")[number % 3], step=7, days=8)


def asked(number: int) -> Item:
    """Until when a window may say its word, where it is asked."""
    return {"until": day(number)} if number % 2 else {}


def sections(size: int) -> dict[str, list[Item]]:
    """Every section with so many items."""
    found: Mapping[str, Sequence[Item]] = {
        "answers": [answer(one, "choose" if one % 2 else "accept") for one in range(size)],
        "matches": [suggestion(one) for one in range(size)],
        "territories": [{"post": post(number=one), "by": side()} | asked(one) for one in range(size)],
        "could_serve": [suggestion(100 + one) | {"score": 0.4} for one in range(size)],
        "stalled": [stalled(one) for one in range(size)],
        "queue": [suggestion(one) | {"days": one} for one in range(size)],
        "submitted": [{"post": post(number=one), "by": side(), "publishes_on": day(3)} for one in range(size)],
        "unmet": [{"request": post(number=one), "requester": side(), "days": 40} for one in range(size)],
        "expiring": [post("offer", one) | {"expires_on": day(one)} for one in range(size)],
        "evaluations": [
            {"exchange": f"exc-{one}", "title": TITLE, "stage": ("mid-term", "final")[one % 2], "due_on": day(-2)}
            for one in range(size)
        ],
        "needs": [{"request": post(number=one), "asked_on": day(-1)} for one in range(size)],
        "calls": [
            {"call": f"cal-{one}", "id": f"cal-{one}", "title": TITLE, "closes_on": day(9), "for": post(number=one)}
            for one in range(min(size, MOST_CALLS))
        ],
        "experts": [
            {
                "expert": ("asked-you", "consented", "refused", "withdrawn", "ends", "unanswered")[one % 6],
                "id": f"exp-{one}",
                "title": TITLE,
                "day": day(9),
            }
            for one in range(min(size, MOST_EXPERTS))
        ],
        "community": [
            {
                "news": ("report", "answer", "question", "request", "offer", "practice")[one % 6],
                "id": f"con-{one}",
                "title": TITLE,
                "community": {"id": "com-nutrinet", "name": "NUTRINET"},
            }
            | ({"question": f"con-{one}"} if one % 6 < 3 else {})
            for one in range(min(size, MOST_NEWS))
        ],
        "raises": [{"offer": post("offer", one), "what": WHY} for one in range(size)],
    }
    return {name: list(items) for name, items in found.items()}


FOR: Mapping[str, Sequence[str]] = {
    "agency": (
        "answers",
        "territories",
        "matches",
        "could_serve",
        "stalled",
        "expiring",
        "evaluations",
        "needs",
        "calls",
        "experts",
        "community",
    ),
    "provider": (
        "answers",
        "could_serve",
        "stalled",
        "expiring",
        "evaluations",
        "needs",
        "experts",
        "community",
        "raises",
    ),
    "focal-point": ("stalled", "queue", "submitted", "unmet", "experts", "community"),
}
"""The sections of each role."""


def content_for(role: str, size: int) -> dict[str, list[Item]]:
    """Everything that a role can be told."""
    everything = sections(size)
    return {name: everything[name] for name in FOR[role]}


def digest(content: Mapping[str, Any], language: str = "es", account: str = "office@example.org") -> Digest:
    """A stored digest."""
    words = {"week": "2026-W48", "unsubscribe": "w" * 32, "built_at": NOW}
    return Digest(id=7, account=account, language=language, content=dict(content), **words)
