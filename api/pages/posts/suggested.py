"""The providers that are suggested for a request, as its reader may see them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from api.pages.cards import Cards, MatchRow
from api.pages.experts.lines import ExpertLine, lines_backing
from api.pages.visits import Visit
from matcher.policy.matches import MatchAction
from matcher.review.listing import list_matches
from matcher.review.moves import allowed_actions
from matcher.review.rows import MatchListed, listed
from matcher.review.wanted import Sort, Wanted
from models.match import LIVE
from models.pairing import Pairing

MOST = 50
"""Matches of one post that are looked at; suggestions are capped far below."""


@dataclass(frozen=True)
class SuggestionRow:
    """A suggested offer with the experts who back it. `state` is told to those who may see the match; `pick` names
    match and version where the reader may choose it."""

    row: MatchRow
    state: str
    of_interest: bool
    pick: str
    experts: list[ExpertLine]


@dataclass(frozen=True)
class Suggestions:
    """The live ones, best first, and those that were declined or lapsed, for those who may see them."""

    rows: list[SuggestionRow]
    over: list[MatchListed]

    @property
    def choosable(self) -> bool:
        """Whether the reader may choose one of them."""
        return any(one.pick for one in self.rows)


def suggestions(session: Session, visit: Visit, request: str) -> Suggestions:
    """The suggestions for a request; the number of queries does not depend on them."""
    rows = Cards(session, visit.actor, visit.language).matches(request)
    backing = lines_backing(session, [one.offer.id for one in rows], visit.language, visit.today)
    if not visit.actor.signed_in:
        return Suggestions([_row(visit, one, {}, backing.get(one.offer.id, [])) for one in rows], [])
    wanted = Wanted(request=request, sort=Sort.BEST)
    pairings, _ = list_matches(session, visit.actor, wanted, now=visit.now, limit=MOST)
    told = listed(session, visit.actor, pairings, language=visit.language)
    by_offer = {one.offer.id: (found, one) for found, one in zip(pairings, told, strict=True)}
    return Suggestions(
        rows=[_row(visit, one, by_offer, backing.get(one.offer.id, [])) for one in rows],
        over=[one for one in told if one.state not in LIVE and one.offer.title],
    )


def _row(
    visit: Visit, row: MatchRow, known: Mapping[str, tuple[Pairing, MatchListed]], experts: list[ExpertLine]
) -> SuggestionRow:
    if row.offer.id not in known:
        return SuggestionRow(row, "", of_interest=False, pick="", experts=experts)
    found, told = known[row.offer.id]
    may_choose = MatchAction.CHOOSE in allowed_actions(visit.actor, found, on=visit.today)
    pick = f"{told.id}:{told.version}" if may_choose else ""
    return SuggestionRow(row, told.state, told.of_interest, pick, experts)
