"""Pure ranking: a request and candidates in, a ranked and explained list out.

No database session, clock, settings, HTTP or random state that is not passed in. Knows `models.taxonomy` and nothing
else of `models`.
"""

from scoring.explanation import Contribution, Explanation
from scoring.index import Index, build_index
from scoring.model import EXPERT_MODEL, Calibration, Model, Row
from scoring.raising import Raise, raises
from scoring.ranking import Ranking, explain, rank
from scoring.records import Offer, PastExchange, Practice, Request

__all__ = [
    "EXPERT_MODEL",
    "Calibration",
    "Contribution",
    "Explanation",
    "Index",
    "Model",
    "Offer",
    "PastExchange",
    "Practice",
    "Raise",
    "Ranking",
    "Request",
    "Row",
    "build_index",
    "explain",
    "raises",
    "rank",
]
