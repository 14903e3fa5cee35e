"""Pages that fill only by what people do: a fair that was planned, documents with their files, what was archived.

The story of the region has none of these; the functions of the service set them up here.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser
from sqlalchemy import func
from sqlmodel import Session, col, select

from api.gallery.__main__ import NOW
from matcher.archiving import put_away
from matcher.events.arranging import plan_event
from matcher.events.bringing import bring
from matcher.events.delegations import move_delegation, register
from matcher.events.keeping import create_event, move_event
from matcher.events.wishing import wish
from matcher.library.adding import add_document, put_file
from matcher.library.reading import read_waiting
from matcher.library.using import use_document
from matcher.policy import TERMINAL
from matcher.policy.events import Attending
from matcher.posting.file_store import FileStore
from models.community import Community
from models.database import writing
from models.document import DocumentKind
from models.document_schemas import DocumentPost, DocumentUsePost
from models.event import EventKind, EventPlanned, EventState
from models.event_delegation import Brought, DelegationCreate, WishCreate, WishKind
from models.offer import Offer
from models.post import PostState
from models.practice import Practice
from models.proposal_call import ProposalCall
from models.request import Request
from tests.browser.looks import name_of, pictures
from tests.browser.site import Site
from tests.browser.visitors import NARROW, WIDE, visiting
from tests.matcher.library import papers

ARCHIVED = {Community: "com-mab-humid-tropics", ProposalCall: "cal-femcidi"}
FAIR = EventPlanned(
    organization="segib",
    kind=EventKind.FAIR,
    title="Feria de saberes de la región: dos días de reuniones bilaterales",
    summary="Quienes buscan y quienes ofrecen se encuentran, cada reunión con su tema.",
    language="es",
    country="PAN",
    place="Ciudad de Panamá",
    starts_on=NOW.date() + timedelta(days=21),
    ends_on=NOW.date() + timedelta(days=22),
    time_zone="America/Panama",
    languages=["es", "en", "pt", "fr"],
)
MOST = 24
"""Delegations at the fair."""
OWN = "segeplan-gtm"
"""The organization of the agency among PEOPLE."""
SEVERAL = 3
"""Posts that each of them brings, of either kind."""
GUIDE = "Guía para formar, acompañar y evaluar a las juntas que administran el agua potable de comunidades rurales"
TOLD = "Reúne los estatutos, el cálculo de tarifas y las fichas de mantenimiento que usan tres regiones."


def occur(site: Site) -> dict[str, list[str]]:
    """Sets it all up; answers the addresses to look at by person."""
    engine, store = site.app.state.settings.engine, FileStore(site.app.state.settings.files)
    with writing(engine) as session:
        fair, delegations = _fair(session)
        documents = _documents(session, store)
        for table, key in ARCHIVED.items():
            row = session.get_one(table, key)
            put_away(session, TERMINAL, row, archived=True, version=row.version, now=NOW)
    read_waiting(engine, store, now=NOW)
    plan = partial(plan_event, engine, TERMINAL, fair, index_of=site.app.state.shelf.index, now=NOW)
    plan()
    with writing(engine) as session:
        move_delegation(session, TERMINAL, fair, list(delegations.values())[-1], comes=False, now=NOW)
    plan()
    return _addresses(f"/events/{fair}", list(delegations.values()), list(delegations).index(OWN), documents)


def _addresses(event: str, delegations: list[str], own: int, documents: list[str]) -> dict[str, list[str]]:
    sheets = [f"{event}/delegations/{one}" for one in delegations]
    community, call = (f"/communities/{ARCHIVED[Community]}", f"/calls/{ARCHIVED[ProposalCall]}")
    return {
        "administrator": [
            *(f"{event}{page}" for page in ("/organize", "/organize?q=banco", "/sheets", "/edit")),
            *(sheets[0], sheets[-1]),
            *(f"/library/{one}" for one in documents),
            *(f"/library/{documents[0]}/edit", "/library?text=juntas"),
            *(
                community,
                f"{community}/keeping",
                f"{community}/stewards?q=unesco",
                "/communities/com-red-adet/stewards",
            ),
            *(call, f"{call}/edit", "/calls/cal-rpg-yearly/edit"),
            *("/projects/new", "/projects/pro-iirsa", "/projects/pro-iirsa/edit", "/countries/COL/territories"),
        ],
        "agency": ["/countries/GTM/territories", "/projects/new", "/library/new", event, sheets[own]],
        "public": ["/countries/HTI/territories", "/events", event, call, community],
    }


def _fair(session: Session) -> tuple[str, dict[str, str]]:
    """A fair to which those come who have most open posts, each with its first ones; answers the delegations by their
    organizations."""
    row = create_event(session, TERMINAL, FAIR, now=NOW)
    found = [
        register(session, TERMINAL, row.id, DelegationCreate(organization=one), now=NOW) for one in _most_open(session)
    ]
    move_event(session, TERMINAL, row.id, EventState.ANNOUNCED, version=row.version, now=NOW)
    for one in found:
        _bring(session, one)
    for other, kind in zip(found[1:], WishKind, strict=False):
        wish(session, TERMINAL, found[0], WishCreate(other=other.delegation.id, kind=kind), now=NOW)
    return row.id, {one.organization.id: one.delegation.id for one in found}


def _most_open(session: Session) -> list[str]:
    """Organizations by how many requests they have open, then those with most offers."""
    found = dict[str, None]()
    for table in (Request, Offer):
        live = select(table.organization).where(table.state == PostState.PUBLISHED).group_by(col(table.organization))
        found |= dict.fromkeys(
            session.exec(live.order_by(func.count().desc(), col(table.organization)).limit(MOST // 2))
        )
    return list(found)


def _bring(session: Session, found: Attending) -> None:
    for table in (Request, Offer):
        own = select(table.id).where(table.organization == found.organization.id, table.state == PostState.PUBLISHED)
        for key in session.exec(own.order_by(col(table.id)).limit(SEVERAL)).all():
            said = Brought(request=key) if table is Request else Brought(offer=key)
            bring(session, TERMINAL, found, said, now=NOW)


def _documents(session: Session, store: FileStore) -> list[str]:
    """A guide that is read and belongs to a practice, one of which nothing can be read, and one on the web alone."""
    plain = {"kind": DocumentKind.GUIDE, "language": "es", "organization": OWN}
    full = {"description": TOLD, "authors": "Oficina de agua", "year": 2024, "licence": "CC BY 4.0", "sdgs": [6]}
    sectors = {"sectors": ["water-sanitation", "health"]}
    guide = add_document(session, TERMINAL, DocumentPost(title=GUIDE, **plain, **full, **sectors), now=NOW)
    put_file(
        session, TERMINAL, guide.id, ("guia-de-juntas.docx", papers.word("Las juntas", TOLD)), store=store, now=NOW
    )
    practice = session.exec(select(Practice.id).order_by(col(Practice.id))).first()
    use_document(session, TERMINAL, guide.id, DocumentUsePost(practice=practice), now=NOW)
    bare = add_document(session, TERMINAL, DocumentPost(title="Fotografía", **plain), now=NOW)
    put_file(session, TERMINAL, bare.id, ("pozo.pdf", papers.pdf("")), store=store, now=NOW)
    there = DocumentPost(title="Plan nacional", link="https://agua.example.org/plan-nacional-de-agua-2024.pdf", **plain)
    return [guide.id, bare.id, add_document(session, TERMINAL, there, now=NOW).id]


def look_on(browser: Browser, site: Site, folder: Path) -> Iterator[Path]:
    """Takes the pages, light and dark. Answers each picture."""
    for who, addresses in occur(site).items():
        for dark in (False, True):
            with visiting(browser, site, who, dark=dark) as visitor:
                for number, address in enumerate(addresses):
                    visitor.go(address)
                    name = f"{who}-{number:02}-{name_of(address.partition('?')[0])}{'-dark' if dark else ''}"
                    yield from pictures(visitor.page, folder, name, [WIDE, NARROW])
