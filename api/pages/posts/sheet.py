"""What a post says, as everybody sees it who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from api.pages.cards import Cards, PostCard
from api.pages.choices import goal_name
from api.pages.posts.choices import territory_name
from api.pages.visits import Visit
from matcher.catalogues.keeping import elsewhere
from matcher.policy.posts import PostCase
from models import taxonomy
from models.attachment import Attachment, attachments_of
from models.catalogue import SeenElsewhere
from models.offer import Offer
from models.practice import Practice, PracticeState
from models.request import Request

EXPIRED = "expired"


@dataclass(frozen=True)
class Sheet:
    """A post with its tags in the reader's language; `stands` is its state, or `expired`."""

    noun: str
    card: PostCard
    organization: str
    country: str | None
    stands: str
    visibility: str
    modalities: list[str]
    working_languages: list[str]
    goals: list[str]
    territory: str
    together_with: list[str]
    expected_outcome: str
    starts_by: date | None
    needed_by: date | None
    published_on: date | None
    revised_on: date | None
    expires_on: date | None
    practices: list[tuple[str, str]]
    attachments: Sequence[Attachment]
    also_at: Sequence[SeenElsewhere]


def sheet(session: Session, visit: Visit, case: PostCase) -> Sheet:
    """The sheet of a post; at most four queries."""
    post, language = case.post, visit.language
    asked = post if isinstance(post, Request) else None
    cards = Cards(session, visit.actor, language).of([post])  # type: ignore[arg-type]
    return Sheet(
        noun=case.noun,
        card=cards[case.id],
        organization=post.organization,
        country=post.country,
        stands=stands(post, visit.today),
        visibility=post.visibility,
        modalities=[taxonomy.modalities()[one].names[language] for one in post.modalities],
        working_languages=[taxonomy.language_name(one, language) for one in post.working_languages],
        goals=[goal_name(one, language) for one in post.sdgs],
        territory=territory_name(post.territory) if post.territory else "",
        together_with=[taxonomy.country_name(one, language) for one in case.joined],
        expected_outcome=(asked.expected_outcome or "") if asked else "",
        starts_by=asked.starts_by if asked else None,
        needed_by=asked.needed_by if asked else None,
        published_on=post.published_at.date() if post.published_at else None,
        revised_on=post.revised_at.date() if post.revised_at else None,
        expires_on=post.expires_on,
        practices=_practices(session, post) if isinstance(post, Offer) else [],
        attachments=attachments_of(session, case.noun, case.id),
        also_at=elsewhere(session, case.noun, case.id),
    )


def stands(post: Request | Offer, on: date) -> str:
    """The state of a post; a published one that is over is expired."""
    over = post.expires_on is not None and post.expires_on < on
    return EXPIRED if post.state == "published" and over else post.state


def _practices(session: Session, offer: Offer) -> list[tuple[str, str]]:
    """The published practices that an offer names."""
    if not offer.practices:
        return []
    known = (col(Practice.id).in_(offer.practices), Practice.state == PracticeState.PUBLISHED)
    return list(session.exec(select(Practice.id, Practice.title).where(*known).order_by(col(Practice.title))).all())
