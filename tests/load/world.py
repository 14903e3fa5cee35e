"""A region as large as one likes: agencies, focal points and many providers, no two of whom read the same digest."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, select

from matcher.accounts.administering import OF_ORGANIZATIONS
from models import taxonomy
from models.account import Account, Role
from models.database import open_database, reading
from models.match import Match
from models.match_run import MatchRun
from models.migrations import upgrade
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from models.snapshot import keep_snapshots
from tests.conftest import NOW
from tests.matched import fill_with_matches

LANGUAGES = ("es", "pt", "fr", "en")
OFFERS_A_REQUEST, REQUESTS_AN_OFFER = 10, 2
TIES = {"preferred_provider", "answered_by", "source_document", "posted_by"}
"""What leads from a post of the fixtures to other things of theirs."""
Row = dict[str, Any]


def fill(session: Session, readers: int) -> None:
    """So many readers. Of a hundred two are agencies and one is a focal point, as far as there are countries; the
    others are providers with an offer each, which two requests could use. Words and reasons are those of the fixtures.
    """
    requests, offers, reasons = _real()
    countries = sorted(taxonomy.countries())[: max(2, readers // 50)]
    focal = max(1, readers // 100)
    providers = readers - len(countries) - focal
    windows = [(f"agency-{code.lower()}", code) for code in countries]
    offices = [(f"provider-{number}", code) for number, code in zip(range(providers), cycle(countries), strict=False)]
    homes = [*windows, *offices]
    plain = {"kind": "ministry", "version": 1}
    _put(
        session, Organization, [{"id": key, "name": f"Institution {key}", "country": at, **plain} for key, at in homes]
    )
    _put(session, Account, list(_accounts(homes, len(windows), focal, countries)))
    asked = providers * REQUESTS_AN_OFFER // OFFERS_A_REQUEST + 1
    _put(session, Request, _posts("req", asked, requests, windows))
    _put(session, Offer, _posts("off", providers, offers, offices))
    _put(session, Match, list(_matches(session, providers, asked, reasons)))


def _organization(key: str, country: str) -> Row:
    return {"id": key, "name": f"Institution {key}", "country": country, "kind": "ministry", "version": 1}


def _put(session: Session, table: type[Any], rows: Sequence[Row]) -> None:
    """Stores rows with what a table adds by itself."""
    numbered = {"id"} if table is Match else set[str]()
    session.execute(insert(table), [table(**row).model_dump(exclude=numbered) for row in rows])


def _real() -> tuple[list[Row], list[Row], list[Row]]:
    """Requests, offers and explanations of the fixtures."""
    with TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{folder}/region.db")
        upgrade(engine)
        fill_with_matches(engine, Path(folder))
        with reading(engine) as session:
            posts = [
                [row.model_dump(exclude=TIES) for row in session.exec(select(table))] for table in (Request, Offer)
            ]
            reasons = [dict(row.explanation) for row in session.exec(select(Match))]
        engine.dispose()
    return posts[0], posts[1], reasons


def _accounts(homes: Sequence[tuple[str, str]], agencies: int, focal: int, countries: Sequence[str]) -> Iterator[Row]:
    plain = {"time_zone": "UTC", "wants_digest": True}
    for number, (key, _) in enumerate(homes):
        role = Role.AGENCY if number < agencies else Role.PROVIDER
        assert role in OF_ORGANIZATIONS
        words = {"name": f"Office {number}", "language": LANGUAGES[number % len(LANGUAGES)]}
        yield {"email": f"office@{key}.example", "role": role, "organization": key, **words, **plain}
    for number, code in zip(range(focal), cycle(countries), strict=False):
        words = {"name": f"Focal point {number}", "language": LANGUAGES[number % len(LANGUAGES)]}
        yield {"email": f"focal@f{number}.example", "role": Role.FOCAL_POINT, "covers": [code], **words, **plain}


def _posts(kind: str, count: int, words: Sequence[Row], homes: Sequence[tuple[str, str]]) -> list[Row]:
    return [_post(kind, number, words[number % len(words)], homes[number % len(homes)]) for number in range(count)]


def _post(kind: str, number: int, words: Row, home: tuple[str, str]) -> Row:
    soon = NOW.date() + timedelta(days=20 if number % 5 == 0 else 200)
    own = {
        "id": f"{kind}-{number}",
        "title": f"{words['title']} ({number})",
        "organization": home[0],
        "country": home[1],
    }
    life = {"state": "published", "published_at": NOW - timedelta(days=30), "expires_on": soon, "created_at": NOW}
    return words | own | life | {"version": 1}


def _matches(session: Session, offers: int, requests: int, reasons: Sequence[Row]) -> Iterator[Row]:
    keep = keep_snapshots(session, [{}])[0]
    run = MatchRun(as_of=NOW.date(), model_version="load", inputs=keep, started_at=NOW, finished_at=NOW)
    session.add(run)
    session.flush()
    numbers = range(offers * REQUESTS_AN_OFFER)
    pairs = sorted({((7 * number + number // offers) % requests, number % offers) for number in numbers})
    for number, ((request, offer), why) in enumerate(zip(pairs, cycle(reasons), strict=False)):
        key = {"request": f"req-{request}", "offer": f"off-{offer}"}
        moments = {"created_at": NOW, "proposed_at": NOW}
        rank, score = 1 + number % OFFERS_A_REQUEST, 0.9 - number % 500 / 1000
        yield {**key, "run": run.id, "rank": rank, "score": score, "explanation": why | key, **moments}
