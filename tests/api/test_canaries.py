"""What is private shows nowhere: every reading route, for everybody whom it does not concern."""

import re
from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from matcher.exporting import EXPORTS, ExportKind
from models.database import reading
from tests.api.conftest import talk_to
from tests.api.inhabited import FAR_AGENCY, UNINVOLVED, keys_by_parameter, name_of
from tests.api.people import as_account
from tests.api.routes_of import ON_ONE_DATABASE, routes_of
from tests.exchanging import ANALYST, FOCAL, PROVIDER, RECIPIENT, STRANGER, WINDOW
from tests.spreading import taken
from tests.unpacked import legible

WORDS = re.compile(r"(?:SECRET|INSIDE|MEMBERS)-[\w-]+|[\w.]+@example\.org")
ALSO = {
    "/api/v1/requests": ("?state=any&limit=200", "?state=draft", "?own=true&state=any", "?text=SECRET"),
    "/api/v1/offers": ("?state=any&limit=200", "?state=draft", "?own=true&state=any", "?text=SECRET"),
    "/api/v1/practices": ("?state=draft", "?state=submitted", "?text=SECRET"),
    "/api/v1/documents": ("?text=SECRET", "?text=words&limit=200"),
    "/library": ("?text=SECRET",),
    "/api/v1/exchanges": ("?state=accepted", "?state=cancelled", "?mine=true", "?organization=sabesp-bra"),
    "/api/v1/matches": ("?state=proposed", "?state=introduced", "?queue=review", "?assigned_to=focal@example.org"),
    "/api/v1/organizations": ("?text=SECRET", "?country=BRA"),
    "/api/v1/organizations/similar": ("?name=SECRET-contact",),
}
"""Questions that are asked along with a path."""
KINDS = {
    "/review": ["requests", "offers"],
    "/exchanges": ["milestones", "deployments", "cost-shares"],
    "": sorted(EXPORTS.keys() - {ExportKind.LEXICON}),
}
"""What a path calls `kind`, by how it begins; the lexicon holds nothing of the database and takes seconds."""
HOMES = {FAR_AGENCY: "agci-chl", STRANGER: "sena-col", ANALYST: "segib"}
"""The organizations of the uninvolved: members read their own contact."""
ADMITTED = {ANALYST: ("MEMBERS-", "INSIDE-")}


def client_of(app: FastAPI, email: str | None) -> TestClient:
    return as_account(app, email) if email else talk_to(app)


def addresses(path: str, keys: dict[str, list[str]]) -> Iterator[str]:
    """A path with everything that is there in the place of its parameters."""
    names = re.findall(r"\{(\w+)\}", path)
    known = keys | {"post_id": keys["request_id" if "/requests/" in path else "offer_id"]}
    known["kind"] = next(kinds for start, kinds in KINDS.items() if path.startswith(start))
    for values in _values(names, known):
        found = path
        for name, value in zip(names, values, strict=True):
            found = found.replace(f"{{{name}}}", value)
        yield found


def _values(names: list[str], known: dict[str, list[str]]) -> Iterable[tuple[str, ...]]:
    """What stands in the place of parameters: everything with everything, but of pairs of posts only those of a match
    and each post in one more, and of views only those of their group, as a table and as a chart."""
    form = {"form": ["csv", "svg"]} if "view" in names else {}
    every = product(*((known | form).get(name, ["nothing"]) for name in names))
    requests, offers = known["request_id"], known["offer_id"]
    pairs = {
        *known["pairs"],
        *(f"{one} {offers[-1]}" for one in requests),
        *(f"{requests[-1]} {one}" for one in offers),
    }
    together = {("request_id", "offer_id"): pairs, ("group", "view"): {*known["views"]}}
    for both, kept in together.items():
        if set(both) <= set(names):
            place, other = map(names.index, both)
            return (values for values in every if f"{values[place]} {values[other]}" in kept)
    return every


def told(
    app: FastAPI, engine: Engine, email: str | None, under: str = "/", *, whole: bool = False
) -> dict[str, set[str]]:
    """The private words that somebody reads, each with the places where he does; wherever he may go, if `whole`."""
    found = dict[str, set[str]]()
    with reading(engine) as session:
        keys = keys_by_parameter(session)
    with client_of(app, email) as client:  # one loop for all its calls
        for path in (path for method, path in routes_of(app) if method == "GET" and path.startswith(under)):
            for question, address in product(("", *ALSO.get(path, ())), addresses(path, keys)):
                if not (whole or taken(email, address, question)):
                    continue
                for word, status in _words(client, address + question):
                    found.setdefault(word, set()).add(f"{status} {address}{question}")
    return found


def _words(client: TestClient, where: str) -> Iterator[tuple[str, int]]:
    """The private words of an answer that did not stand in the question, with its status."""
    answer = client.get(where)
    assert answer.status_code < 500, (where, answer.text)
    if answer.status_code == 200 or "SECRET" not in where:
        for word in WORDS.findall(legible(answer.content).decode(errors="replace")):
            if word not in where:
                yield word, answer.status_code


@pytest.mark.long
@pytest.mark.parametrize("email", UNINVOLVED)
@ON_ONE_DATABASE
def test_who_is_not_concerned_reads_nothing_private(inhabited_app: FastAPI, engine: Engine, email: str | None) -> None:
    found = told(inhabited_app, engine, email)

    admitted = ADMITTED.get(email, ("MEMBERS-",) if email else ())
    own = {email, name_of(email), f"SECRET-contact-of-{HOMES[email]}"} if email else set()
    private = {word for word in found.keys() - own if not word.startswith(admitted)}
    assert {word: found[word] for word in private} == {}


@pytest.mark.long
@ON_ONE_DATABASE
def test_the_words_are_there_for_those_whom_they_concern(inhabited_app: FastAPI, engine: Engine) -> None:
    """A canary that nobody can see proves nothing. Pages say what the API says."""
    concerned = (RECIPIENT, PROVIDER, WINDOW, FOCAL)
    seen = set[str]().union(*(told(inhabited_app, engine, one, "/api", whole=True) for one in concerned))

    kinds = {re.sub(r"-of-.*|-for-.*", "", word) for word in seen}
    assert kinds >= {
        *("SECRET-request-draft", "SECRET-offer-draft", "SECRET-objection-note", "SECRET-parties", "SECRET-attachment"),
        *("SECRET-earlier-text", "SECRET-trail", "SECRET-note", "SECRET-decline-note", "SECRET-text", "SECRET-expert"),
        *("SECRET-evaluation", "SECRET-statement", "SECRET-cancel-note", "SECRET-practice", "SECRET-need-answer"),
        *("SECRET-question", "SECRET-reply", "SECRET-hidden-question"),
        *("SECRET-webhook", "SECRET-hook", "SECRET-answer", "SECRET-contact", "SECRET-name", "INSIDE-what"),
    }
