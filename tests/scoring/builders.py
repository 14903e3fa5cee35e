"""One-line builders for the ranking's records; every index stands on the day of NOW."""

from collections.abc import Sequence
from typing import Any

from scoring import Explanation, Index, Offer, PastExchange, Practice, Request, build_index, explain, rank
from tests.conftest import NOW

TODAY = NOW.date()
VACCINES = "Vacunación infantil contra el sarampión"


def need(text: str = "", **facts: Any) -> Request:
    """A request called "req"."""
    return Request(**{"id": "req", "text": text, "language": "es", **facts})


def offer(key: str, text: str = "", **facts: Any) -> Offer:
    """An offer."""
    return Offer(**{"id": key, "text": text, "language": "es", **facts})


def past(key: str, teacher: str | None = None, learner: str | None = None, **facts: Any) -> PastExchange:
    """An exchange in which one country taught another."""
    return PastExchange(**{"id": key, "provider_country": teacher, "requester_country": learner, **facts})


def index(*offers: Offer, exchanges: Sequence[PastExchange] = (), practices: Sequence[Practice] = ()) -> Index:
    """An index of today."""
    return build_index(offers, exchanges, practices, as_of=TODAY)


def order(request: Request, over: Index) -> list[str]:
    """The offers' identifiers, best first."""
    return [one.offer for one in rank(request, over, k=1000).places]


def scores_of(request: Request, over: Index) -> dict[str, float]:
    """The score of every ranked offer."""
    return {one.offer: one.score for one in rank(request, over, k=1000).places}


def value(feature: str, request: Request, over: Index, key: str = "a") -> float | None:
    """What one feature answers about one offer; None for unknown."""
    found = explain(request, key, over)[0]
    return next(one.value for one in found.contributions if one.feature == feature)


def known(feature: str, request: Request, over: Index, key: str = "a") -> float:
    """What one feature answers about one offer of which it must know something."""
    found = value(feature, request, over, key)
    assert found is not None, f"{feature} does not know {key}"
    return found


def best(request: Request, *offers: Offer, exchanges: Sequence[PastExchange] = ()) -> Explanation:
    """The first place."""
    return rank(request, index(*offers, exchanges=exchanges)).places[0]
