"""Gathers what can be learned from: decided matches with what the reviewer saw, and how the exchanges ended."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session, col, select

from models.decision import ABOUT_FIT, Decision, Verdict
from models.exchange import TEACHING, exchanges_with_participants
from models.match import Match, MatchState
from models.offer import Offer
from models.request import Request
from scoring import EXPERT_MODEL
from scoring.learning import Examples, inverse_propensities

NEUTRAL = {row.feature: row.neutral for row in EXPERT_MODEL.rows}
"""What stands in for an unknown value, by feature, in the order of the columns."""
EXPLAINED_ANEW = "suggested anew since"
WITHOUT_VALUES = "without stored values"


@dataclass(frozen=True)
class Gathered:
    """The rows, and how many decisions were left out for which reason."""

    examples: Examples
    left_out: dict[str, int]


@dataclass(frozen=True)
class _Told:
    """One row to be: what a match tells, as a label and how much of a decision it is worth."""

    match: Match
    endorsed: int
    worth: float = 1.0
    outcome: bool = False


def gather_examples(session: Session) -> Gathered:
    """Every match by its last decision that says how well the offer fits, and by the outcome of its exchange, if any.

    Left out: decisions that were undone, declines whose reason says nothing of the fit (`ABOUT_FIT`), decisions on an
    earlier suggestion of a pair that was suggested anew since, for the reviewer saw other values, and matches whose
    explanation holds no value.
    """
    matches = {match.id: match for match in session.exec(select(Match).order_by(col(Match.id)))}
    verdicts: dict[int, int] = {}
    decided: set[int] = set()
    left_out: Counter[str] = Counter()
    standing = select(Decision).where(col(Decision.undone_at).is_(None))
    for decision in session.exec(standing.order_by(col(Decision.decided_at), col(Decision.id))):
        match = matches[decision.match]
        reason = _unusable(decision, match)
        if reason != EXPLAINED_ANEW:
            decided.add(decision.match)
        if reason is None:
            verdicts[decision.match] = int(decision.verdict != Verdict.DECLINED)
        else:
            left_out[reason] += 1
    told = [_Told(matches[key], endorsed) for key, endorsed in verdicts.items()]
    told += _outcomes(session, [one.match for one in told if one.endorsed])
    told.sort(key=lambda one: (one.outcome, one.match.id or 0, one.endorsed))
    return Gathered(_as_arrays(told, list(matches.values()), decided), dict(left_out))


def _unusable(decision: Decision, match: Match) -> str | None:
    """Why a decision cannot be learned from."""
    if match.proposed_at > decision.decided_at:
        return EXPLAINED_ANEW
    if all(value is None for value in _values(match).values()):
        return WITHOUT_VALUES
    if decision.verdict == Verdict.DECLINED and decision.reason not in ABOUT_FIT:
        return f"declined: {decision.reason or 'no reason given'}"
    return None


def _values(match: Match) -> dict[str, float | None]:
    """What the reviewer saw of each feature; None for unknown."""
    seen = {one["feature"]: one["value"] for one in match.explanation["contributions"]}
    return {feature: seen.get(feature) for feature in NEUTRAL}


def filled_values(match: Match) -> list[float]:
    """The stored values of a match in the order of the experts' rows, neutral where unknown."""
    return [NEUTRAL[feature] if value is None else value for feature, value in _values(match).items()]


def _outcomes(session: Session, endorsed: list[Match]) -> list[_Told]:
    """How the exchanges ended that came of accepted matches: an outcome of 0.8 is eight tenths of an endorsement and
    two tenths of a decline. An exchange came of a match where it answers the request with the offer's organization, and
    did not begin in a year before it."""
    accepted = [match for match in endorsed if match.state == MatchState.ACCEPTED]
    if not accepted:
        return []
    ended = {
        (row.id, side.organization): row
        for row, sides in exchanges_with_participants(session)
        for side in sides
        if side.role in TEACHING and row.outcome is not None
    }
    told = []
    for match in accepted:
        provider = session.get_one(Offer, match.offer).organization
        answers = [ended.get((key, provider)) for key in session.get_one(Request, match.request).answered_by]
        for exchange in answers:
            if exchange is not None and (exchange.start_year or match.created_at.year) >= match.created_at.year:
                worth = exchange.outcome or 0.0
                told += [_Told(match, 1, worth, outcome=True), _Told(match, 0, 1 - worth, outcome=True)]
    return [one for one in told if one.worth > 0]


def _as_arrays(told: list[_Told], shown: list[Match], decided: set[int]) -> Examples:
    places = inverse_propensities(
        [one.match.rank for one in told],
        shown=[match.rank for match in shown],
        decided=[match.rank for match in shown if match.id in decided],
    )
    return Examples(
        values=np.array([filled_values(one.match) for one in told], dtype=float).reshape(len(told), len(NEUTRAL)),
        endorsed=np.array([one.endorsed for one in told], dtype=np.int64),
        requests=np.array([one.match.request for one in told], dtype=np.str_),
        weights=places * np.array([one.worth for one in told]),
        outcome=np.array([one.outcome for one in told], dtype=bool),
    )
