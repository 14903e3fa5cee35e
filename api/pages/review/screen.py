"""What the page of one match shows to a focal point."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from api.pages.forms import Form
from api.pages.review.past import PastExchange, past_exchanges
from api.pages.review.picks import Decided, decided, titles
from api.pages.review.rows import InCharge, in_charge_shown, whose
from api.pages.review.wanted import QueueQuery
from api.pages.visits import Visit
from matcher.policy import demand
from matcher.policy.matches import MatchAction
from matcher.review.neighbours import neighbours
from matcher.review.opening import find_pairing
from matcher.review.precedents import precedents
from matcher.review.reasons import REASON_TEXTS, ReasonPublic, reasons_for
from matcher.review.recipients import covers, focal_points
from matcher.review.rows import MatchListed, PostBrief
from matcher.review.said import DecisionPublic, NotePublic
from matcher.review.seeing import Opened, open_match
from models import taxonomy
from models.decision import Reason, Side
from models.offer import Offer
from models.pairing import Pairing
from models.request import Request
from scoring.explanation import from_data
from scoring.features import FEATURES

MAIN = 6
"""How many contributions the page tells; the page of the pair tells all."""


DECISIONS = frozenset({MatchAction.ENDORSE, MatchAction.DECLINE, MatchAction.INTRODUCE, MatchAction.UNDO})


@dataclass(frozen=True)
class Sheet:
    """One of the two posts; only whose it is where the reader may not read it."""

    id: str
    whose: str
    title: str | None
    post: Request | Offer | None
    sectors: list[str]
    modalities: list[str]
    languages: list[str]
    together_with: list[str]
    past: list[PastExchange]


@dataclass(frozen=True)
class Part:
    """One of the strongest contributions to the score."""

    meaning: str
    contribution: float
    average: float
    decisive: bool


@dataclass(frozen=True)
class Earlier:
    """What was decided of another match of the same request or offer."""

    id: int
    title: str
    side: str | None
    verdict: str
    reason: str
    decided_at: datetime


@dataclass(frozen=True)
class MatchPage:
    """One match, what speaks for it, what was said, and what may be done; `kept` is the filter of the queue."""

    match: MatchListed
    request: Sheet
    offer: Sheet
    days: int
    parts: list[Part]
    actions: frozenset[str]
    decisions: list[DecisionPublic]
    notes: list[NotePublic]
    earlier: list[Earlier]
    reasons: list[ReasonPublic]
    reason_texts: dict[str, str]
    colleagues: list[tuple[str, str]]
    in_charge: InCharge
    previous: int | None
    next: int | None
    kept: dict[str, str]
    decided: Decided | None
    form: Form = field(default_factory=Form)

    @property
    def shared(self) -> frozenset[str]:
        """The past exchanges in which both took part."""
        return frozenset({one.id for one in self.request.past} & {one.id for one in self.offer.past})

    @property
    def decidable(self) -> bool:
        """Whether there is anything to decide."""
        return bool(self.actions & DECISIONS)


def screen(session: Session, visit: Visit, key: int, query: QueueQuery, form: Form | None = None) -> MatchPage:
    """One match as a focal point sees it. Raises NotFoundError, and what `demand` raises for who does not review."""
    demand(visit.actor, MatchAction.REVIEW)
    opened = open_match(session, visit.actor, key, now=visit.now, language=visit.language)
    found = find_pairing(session, visit.actor, key)
    demand(visit.actor, MatchAction.ENDORSE, found)
    points = focal_points(session)
    before, after = neighbours(session, visit.actor, found, query.wanted, now=visit.now)
    return MatchPage(
        match=opened.listed,
        request=_sheet(session, visit, opened.listed.request, opened.request),
        offer=_sheet(session, visit, opened.listed.offer, opened.offer),
        days=(visit.today - opened.listed.proposed_at.date()).days,
        parts=_parts(opened),
        actions=frozenset(str(one) for one in opened.actions),
        decisions=opened.decisions,
        notes=opened.notes,
        earlier=_earlier(session, visit, found),
        reasons=reasons_for(visit.language, Side.FOCAL_POINT),
        reason_texts={str(one.code): one.text for one in reasons_for(visit.language)},
        colleagues=[(mark_of(one.email), one.name) for one in points if covers(one, found)],
        in_charge=in_charge_shown(visit, points, found),
        previous=before,
        next=after,
        kept=query.kept,
        decided=decided(session, visit.actor, query.done, query.last),
        form=form or Form(),
    )


def mark_of(email: str) -> str:
    """How the page names a colleague: addresses are for administrators."""
    return hashlib.sha256(email.encode()).hexdigest()[:16]


def _sheet(session: Session, visit: Visit, brief: PostBrief, post: Request | Offer | None) -> Sheet:
    language = visit.language
    return Sheet(
        id=brief.id,
        whose=whose(brief.organization_name, brief.country, language),
        title=brief.title,
        post=post,
        sectors=[taxonomy.sectors()[one].names[language] for one in (post.sectors if post else [])],
        modalities=[taxonomy.modalities()[one].names[language] for one in (post.modalities if post else [])],
        languages=[taxonomy.language_name(one, language) for one in (post.working_languages if post else [])],
        together_with=[
            taxonomy.country_name(one, language) for one in (post.with_countries if isinstance(post, Request) else [])
        ],
        past=past_exchanges(session, visit, brief.organization),
    )


def _parts(opened: Opened) -> list[Part]:
    """The contributions that set this offer apart most, the strongest first."""
    if opened.explanation is None:
        return []
    why = from_data(opened.explanation)
    decisive = {one.feature for one in why.decisive}
    strongest = sorted(why.contributions, key=lambda one: (one.feature not in decisive, -abs(one.contribution)))
    return [
        Part(FEATURES[one.feature].meaning, one.contribution, one.average, one.feature in decisive)
        for one in strongest[:MAIN]
        if one.value is not None
    ]


def _earlier(session: Session, visit: Visit, found: Pairing) -> list[Earlier]:
    return [
        Earlier(
            id=one.found.id,
            title=titles(visit.actor, one.found),
            side=one.role,
            verdict=one.verdict,
            reason=REASON_TEXTS[Reason(one.reason)] if one.reason else "",
            decided_at=one.decided_at,
        )
        for one in precedents(session, visit.actor, found)
    ]
