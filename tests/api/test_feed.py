"""Public posts for other programs: the Atom feed, and each post as linked data."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi import FastAPI
from lxml import etree
from rdflib import Graph, URIRef
from sqlalchemy import Engine

from matcher.audit import record
from models.database import writing
from models.request import Request
from tests import builders
from tests.api.conftest import EVIL, HIDDEN, service, talk_to
from tests.api.people import at
from tests.conftest import NOW
from tests.matched import put, small_region

ATOM = {"a": "http://www.w3.org/2005/Atom"}
SCHEMA = "https://schema.org/"
HOUR = timedelta(hours=1)


pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib, of itself


@pytest.fixture
def app(engine: Engine) -> Iterator[FastAPI]:
    with writing(engine) as session:
        small_region(session)
        put(
            session,
            builders.offer("off-new", title=EVIL, published_at=NOW - HOUR, sectors=["health"], language="pt"),
            builders.request("req-draft", state="draft", title=HIDDEN),
            builders.request("req-old", expires_on=NOW.date() - timedelta(days=1)),
        )
    app = service(engine.url.render_as_string(hide_password=False))
    yield app
    app.state.settings.engine.dispose()


def read(app: FastAPI, query: str = "") -> etree._Element:
    answer = talk_to(app).get(f"/feed.atom{query}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return etree.fromstring(answer.content)


def names(feed: etree._Element) -> list[str]:
    return [one.rpartition(":")[2] for one in feed.xpath("a:entry/a:id/text()", namespaces=ATOM)]


def test_the_feed_shows_open_public_posts_the_newest_first(app: FastAPI) -> None:
    feed = read(app)

    assert names(feed) == ["offer/off-new", "request/req-agua", "offer/off-agua"]
    assert HIDDEN not in etree.tostring(feed, encoding="unicode")
    assert feed.xpath("string(a:entry[1]/a:title)", namespaces=ATOM) == EVIL
    assert feed.xpath("string(a:entry[2]/a:author/a:name)", namespaces=ATOM) == "amexcid-mex"
    assert feed.xpath("a:entry[2]/a:category/@term", namespaces=ATOM) == ["request", "water-sanitation"]
    assert feed.xpath("string(a:link[@rel='self']/@href)", namespaces=ATOM) == "http://127.0.0.1:8000/feed.atom"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=request", ["request/req-agua"]),
        ("?sector=health", ["offer/off-new"]),
        ("?country=MEX", ["request/req-agua"]),
        ("?language=pt&kind=offer", ["offer/off-new"]),
        ("?sector=energy", []),
    ],
)
def test_a_reader_follows_what_he_wants(app: FastAPI, query: str, found: list[str]) -> None:
    assert names(read(app, query)) == found


@pytest.mark.parametrize("query", ["?kind=match", "?sector=helth", "?colour=red"])
def test_what_nobody_can_follow_is_refused(app: FastAPI, query: str) -> None:
    assert talk_to(app).get(f"/feed.atom{query}").status_code == 422


def test_the_feed_speaks_its_reader_s_language(app: FastAPI) -> None:
    assert read(app, "?lang=es").xpath("string(a:title)", namespaces=ATOM) == "Sursur: solicitudes y ofertas"


def test_what_is_known_is_not_sent_again_until_something_changes(app: FastAPI, engine: Engine) -> None:
    client = talk_to(app)
    first = client.get("/feed.atom")
    tag, moment = first.headers["etag"], first.headers["last-modified"]

    assert client.get("/feed.atom").content == first.content
    known = client.get("/feed.atom", headers={"If-None-Match": f'W/{tag}, "other"'})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert client.get("/feed.atom", headers={"If-Modified-Since": moment}).status_code == 304
    with writing(engine) as session:
        session.get_one(Request, "req-agua").title = "Otra cosa"
        thing = ("request", "req-agua")
        record(session, "request.edited", thing, now=NOW + HOUR, actor="clock", change={"title": ["a", "b"]})
    for header in ({"If-None-Match": tag}, {"If-Modified-Since": moment}, {"If-Modified-Since": "nonsense"}):
        again = client.get("/feed.atom", headers=header)
        assert again.status_code == 200
    entry = etree.fromstring(again.content).xpath("string(a:entry[2]/a:updated)", namespaces=ATOM)
    assert entry == "2026-11-23T08:00:00+00:00"


def test_an_entry_that_expired_leaves_the_feed(app: FastAPI, engine: Engine) -> None:
    with writing(engine) as session:
        session.get_one(Request, "req-agua").expires_on = NOW.date()
    first = talk_to(app).get("/feed.atom")
    at(app, NOW + timedelta(days=1))
    since = {"If-Modified-Since": first.headers["last-modified"]}

    assert "req-agua" in first.text
    assert "req-agua" not in talk_to(app).get("/feed.atom", headers=since).text


def graph(app: FastAPI, path: str) -> tuple[Graph, URIRef]:
    answer = talk_to(app).get(f"/api/v1/{path}")
    assert answer.headers["content-type"] == "application/ld+json"
    return Graph().parse(data=answer.text, format="json-ld"), URIRef(json.loads(answer.text)["@id"])


def value(found: Graph, thing: object, name: str) -> str:
    return str(found.value(thing, URIRef(SCHEMA + name)))  # type: ignore[arg-type]


def test_a_request_is_a_demand_that_its_organization_seeks(app: FastAPI) -> None:
    found, post = graph(app, "requests/req-agua.jsonld")

    assert str(found.value(post, URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"))) == f"{SCHEMA}Demand"
    name = found.value(post, URIRef(f"{SCHEMA}name"))
    assert (str(name), name.language) == ("Agua potable rural", "es")  # type: ignore[union-attr]
    seeker = found.value(predicate=URIRef(f"{SCHEMA}seeks"), object=post)
    assert value(found, seeker, "identifier") == "amexcid-mex"
    service = found.value(post, URIRef(f"{SCHEMA}itemOffered"))
    assert value(found, service, "serviceType") == "training"
    assert value(found, service, "category") == "Water supply and sanitation"


def test_an_offer_is_an_offer_by_its_organization(app: FastAPI) -> None:
    found, post = graph(app, "offers/off-agua.jsonld")

    assert value(found, post, "identifier") == "off-agua"
    assert value(found, found.value(post, URIRef(f"{SCHEMA}offeredBy")), "name") == "sabesp-bra"
    assert value(found, post, "validFrom").startswith("2026-11-02")


@pytest.mark.parametrize("path", ["requests/req-draft", "requests/nothing", "offers/req-agua", "requests/off-agua"])
def test_what_is_not_public_is_no_linked_data(app: FastAPI, path: str) -> None:
    answer = talk_to(app).get(f"/api/v1/{path}.jsonld")

    assert answer.status_code == 404
    assert HIDDEN not in answer.text


def test_linked_data_leads_to_where_the_post_is_read(app: FastAPI) -> None:
    found = talk_to(app).get("/api/v1/requests/req-agua.jsonld").json()

    assert talk_to(app).get(found["url"].removeprefix("http://127.0.0.1:8000")).json()["id"] == "req-agua"
