"""The front page: what this is, what each person does here, and the newest requests with who could help."""

from dataclasses import dataclass

from fastapi import Response

from api.dependencies import ReadSession
from api.pages.form_pages import plain_pages
from api.pages.navigation import home_of
from api.pages.public.inviting import posts_here
from api.pages.public.lines import PostLine, counted, post_lines
from api.pages.public.recent import recent_glance
from api.pages.visits import CurrentVisit
from matcher.catalogue import Filter, Order, Part, list_posts
from matcher.glance import Glance
from models.request import Request

SHOWN = 5

router = plain_pages()


@dataclass(frozen=True)
class Figure:
    """How many there are of a kind, and the page that lists them."""

    kind: str
    path: str
    number: str


@dataclass(frozen=True)
class HomePage:
    """Live figures and the newest open requests; `begins` is where the reader's own work begins, if he has any, and
    `asks` whether he is invited to post a request."""

    figures: list[Figure]
    newest: list[PostLine]
    begins: str
    asks: bool


@router.get("/start")
def start(visit: CurrentVisit) -> Response:
    """Leads everybody to where his work begins."""
    return visit.on_to(home_of(visit.actor))


@router.get("/")
def home(visit: CurrentVisit, session: ReadSession) -> Response:
    """What this is and where to begin."""
    newest = Part(limit=SHOWN, order=Order.NEWEST)
    posts, _ = list_posts(session, Request, Filter(), newest, on=visit.today, actor=visit.actor)
    page = HomePage(
        figures=_figures(recent_glance(session, visit), visit.language),
        newest=post_lines(session, visit, posts),
        begins=home_of(visit.actor),
        asks=posts_here(visit.actor, asks=True),
    )
    return visit.page("public/home.html", page)


def _figures(found: Glance, language: str) -> list[Figure]:
    numbers = {
        "requests": found.requests,
        "offers": found.offers,
        "exchanges": found.exchanges,
        "countries": found.active,
    }
    return [Figure(kind, f"/{kind}", counted(number, language)) for kind, number in numbers.items()]
