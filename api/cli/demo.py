"""`sursur demo`: the main job on the fixtures, from an empty database to the week's digests."""

from pathlib import Path
from textwrap import fill
from typing import Annotated

import typer
from sqlmodel import Session, col, select

from api.cli.data import show_loaded
from api.cli.digest import build_and_send, show_sent
from api.cli.match import show_run
from api.cli.terminal import now, out, say, settings, track
from matcher.digests.week import week_of
from matcher.intake.loading import load_directory
from matcher.matching.run import run_matches
from models import taxonomy
from models.database import reading, writing_alone
from models.match import LIVE, Match
from models.migrations import upgrade
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from scoring.explanation import from_data
from scoring.sentence import sentence

LANGUAGES = ("es", "pt", "en")
BEST = 5
INDENT = " " * 15


def demo(folder: Annotated[Path, typer.Argument(metavar="DIR")] = Path("fixtures")) -> None:
    """Load the fixtures, rank, show three requests with their best offers, and write the week's digests."""
    found = settings()
    upgrade(found.engine)
    with writing_alone(found.engine) as session:
        show_loaded(load_directory(session, folder, now=now(), track=track))
    workforce = found.workforce(track=track)
    encoder = found.loaded_encoder
    show_run(run_matches(found.engine, as_of=now().date(), now=now(), encoder=encoder, workforce=workforce))
    with reading(found.engine) as session:
        for language in LANGUAGES:
            _show_request(session, language)
    week = week_of(now())
    built, ends = build_and_send(found, week, None)
    show_sent(built, ends, week, None if found.smtp_url else found.outbox)
    say(f"\nOpen the service: .venv/bin/sursur serve, then {found.public_url} in a browser.")


def _show_request(session: Session, language: str) -> None:
    """The request of a language whose best match scores highest, with its five best offers."""
    best = select(Match).join(Request).where(Request.language == language, col(Match.state).in_(LIVE))
    top = session.exec(best.order_by(col(Match.score).desc(), col(Match.id)).limit(1)).first()
    if top is None:
        return
    request = session.get_one(Request, top.request)
    heading = f"[{language}] {request.title} · {_whose(session, request, language)}"
    out.print(f"\n{heading}", style="bold", markup=False)
    mine = select(Match).where(Match.request == request.id, col(Match.state).in_(LIVE)).order_by(col(Match.rank))
    for match in session.exec(mine.limit(BEST)):
        offer = session.get_one(Offer, match.offer)
        say(f"  {match.rank}. {match.score:.6f}  {offer.title} · {_whose(session, offer, language)}")
        say(
            fill(
                sentence(from_data(match.explanation), language),
                110,
                initial_indent=INDENT,
                subsequent_indent=INDENT,
            )
        )


def _whose(session: Session, post: Request | Offer, language: str) -> str:
    name = session.get_one(Organization, post.organization).short_name
    return f"{name}, {taxonomy.country_name(post.country, language)}" if post.country else name
