"""Posts, exchanges and practices as lines of lists, for everybody alike."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from babel.numbers import format_decimal
from sqlmodel import Session

from api.pages.cards import Cards, MatchRow, PostCard
from api.pages.choices import goal_name
from api.pages.visits import Visit
from models import taxonomy
from models.exchange import TEACHING, PartyRole
from models.exchange_schemas import ExchangePublic, PartyPublic
from models.offer import Offer
from models.organization import names_of
from models.post import PostState
from models.request import Request

EXCERPT = 220
"""Letters of a text that a list shows."""


@dataclass(frozen=True)
class PostLine:
    """A post in a list; `state` is told where it is not simply open, `best` is the best match of a request."""

    card: PostCard
    organization: str
    excerpt: str
    written_in: str
    expires_on: date | None
    state: str | None
    best: MatchRow | None = None


@dataclass(frozen=True)
class ExchangeLine:
    """An exchange in a list: who learned and who taught, by country or name."""

    id: str
    title: str
    language: str
    state: str
    years: str
    learned: list[str]
    taught: list[str]
    sectors: list[str]
    modality: str


def post_lines(session: Session, visit: Visit, posts: Sequence[Request] | Sequence[Offer]) -> list[PostLine]:
    """The lines of posts, of requests with their best suggestion: one query for offers and two for requests."""
    cards = Cards(session, visit.actor, visit.language)
    shown, best = cards.of(posts), cards.best([post.id for post in posts if isinstance(post, Request)])
    return [_post_line(visit, post, shown[post.id], best.get(post.id)) for post in posts]


def _post_line(visit: Visit, post: Request | Offer, card: PostCard, best: MatchRow | None) -> PostLine:
    expired = post.state == PostState.PUBLISHED and not post.is_live(visit.today)
    return PostLine(
        card=card,
        organization=post.organization,
        excerpt=excerpt(post.text),
        written_in=taxonomy.language_name(post.language, visit.language),
        expires_on=post.expires_on,
        state="expired" if expired else None if post.state == PostState.PUBLISHED else post.state,
        best=best,
    )


def exchange_lines(session: Session, visit: Visit, exchanges: Sequence[ExchangePublic]) -> list[ExchangeLine]:
    """The lines of exchanges: one query, for the names of those who took part."""
    names = names_of(session, {one.organization for row in exchanges for one in row.parties})
    return [
        ExchangeLine(
            id=row.id,
            title=row.title or row.id,
            language=row.language or visit.language,
            state=row.state,
            years=years(row.start_year, row.end_year),
            learned=_sides(row.parties, {PartyRole.REQUESTER}, names, visit.language),
            taught=_sides(row.parties, TEACHING, names, visit.language),
            sectors=sector_names(row.sectors, visit.language),
            modality=modality_name(row.modality, visit.language),
        )
        for row in exchanges
    ]


def _sides(parties: Sequence[PartyPublic], roles: Collection[str], names: dict[str, str], language: str) -> list[str]:
    found = [one for one in parties if one.role in roles]
    countries = [taxonomy.country_name(one.country, language) for one in found if one.country]
    return list(dict.fromkeys(countries or [names.get(one.organization or "", "") for one in found]))


def sector_names(slugs: Sequence[str], language: str) -> list[str]:
    """Sectors as people say them."""
    return [taxonomy.sectors()[slug].names[language] for slug in slugs]


def goal_names(numbers: Sequence[int], language: str) -> list[str]:
    """Goals as people say them."""
    return [goal_name(number, language) for number in numbers]


def modality_name(slug: str | None, language: str) -> str:
    """A modality as people say it; nothing where none is known."""
    return taxonomy.modalities()[slug].names[language] if slug else ""


def years(first: int | None, last: int | None) -> str:
    """From when to when, as far as that is known."""
    if first and last and first != last:
        return f"{first}–{last}"
    return str(first or last or "")


def excerpt(text: str) -> str:
    """The beginning of a text, up to a whole word."""
    plain = " ".join(text.split())
    return plain if len(plain) <= EXCERPT else f"{plain[:EXCERPT].rsplit(' ', 1)[0]} …"


def counted(number: int, language: str) -> str:
    """A count as it is written in a language."""
    return str(format_decimal(number, locale=language))
