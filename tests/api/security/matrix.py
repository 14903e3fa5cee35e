"""Who gets which answer: every route on a thing, for everybody, with the thing in every state.

`python -m tests.api.security.matrix` writes `matrix.txt` anew. Read its rows before you commit them: a change in them
is a change in who may do what.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import Session

from models.attachment import Attachment
from models.database import open_database, writing
from models.exchange import ExchangeParticipant, ExchangeState
from models.match import MatchState
from models.migrations import upgrade
from models.post import PostState
from models.practice import PracticeState
from models.webhook import Webhook
from tests import builders
from tests.api.conftest import own_service, talk_to
from tests.api.people import as_account
from tests.api.routes_of import routes_of
from tests.api.test_strangers import BODIES
from tests.conftest import NOW
from tests.exchanging import (
    ADMINISTRATOR,
    ANALYST,
    FAR_FOCAL,
    FOCAL,
    PROVIDER,
    RECIPIENT,
    STRANGER,
    WINDOW,
    more_people,
)
from tests.matched import put, small_region, suggest

FILE = Path(__file__).with_name("matrix.txt")
COLLEAGUE, NEIGHBOUR, FAR_AGENCY = "colleague.mex@example.org", "provider.mex@example.org", "agency.chl@example.org"
ACTORS = {
    "public": None,
    "asks": RECIPIENT,
    "colleague": COLLEAGUE,
    "same-country": NEIGHBOUR,
    "offers": PROVIDER,
    "its-window": WINDOW,
    "far-agency": FAR_AGENCY,
    "far-provider": STRANGER,
    "focal": FOCAL,
    "far-focal": FAR_FOCAL,
    "analyst": ANALYST,
    "admin": ADMINISTRATOR,
}
"""Everybody by how he stands to the things: of the asking agency, of its country, of the offering side, of others."""
UNINVOLVED = ("public", "far-agency", "far-provider", "far-focal", "analyst")
THINGS = {
    "request_id": "request",
    "offer_id": "offer",
    "match_id": "match",
    "exchange_id": "exchange",
    "practice_id": "practice",
    "attachment_id": "attachment",
    "webhook_id": "webhook",
    "organization_id": "organization",
    "email": "account",
}
"""What the parameters of paths name."""
STATES: dict[str, tuple[str, ...]] = {
    "request": tuple(PostState),
    "offer": tuple(PostState),
    "match": tuple(MatchState),
    "exchange": tuple(ExchangeState),
    "practice": tuple(PracticeState),
    "attachment": tuple(PostState),
    "webhook": ("own",),
    "organization": ("own",),
    "account": ("own",),
}
BESIDE = dict.fromkeys(("request", "offer", "practice", "attachment"), "published") | {
    "match": "introduced",
    "exchange": "running",
}
"""In which state a second thing of a path is."""
OTHERS = {"note_id": "1", "part": "prt-1", "position": "0", "delivery_id": "dlv-1", "form": "csv", "kind": "requests"}
"""What stands beside a thing in a path; none of it is there."""


def world(session: Session) -> None:
    """Every thing in every state, of Mexico's agency on the asking and a Brazilian provider on the offering side."""
    small_region(session)
    more_people(session)
    put(
        session,
        builders.organization("agci-chl", "CHL"),
        builders.account(FAR_AGENCY, organization="agci-chl"),
        builders.account(COLLEAGUE, organization="amexcid-mex"),
        builders.account(NEIGHBOUR, "provider", organization="conagua-mex"),
        Webhook(id="hok-own", account=RECIPIENT, url="https://a.example/", events=["request.published"],
                sealed_secret="sealed", created_at=NOW),
    )  # fmt: skip
    for state in PostState:
        put(session, builders.request(f"req-{state}", organization="amexcid-mex", country="MEX", state=state))
        put(session, builders.offer(f"off-{state}", organization="sabesp-bra", country="BRA", state=state))
        plain = {"media_type": "image/png", "size": 1, "digest": "0" * 64, "added_at": NOW}
        put(session, Attachment(id=f"att-{state}", request=f"req-{state}", name="a.png", **plain))
    for state in MatchState:
        put(session, builders.request(f"asks-{state}", organization="amexcid-mex", country="MEX"))
        suggest(session, f"asks-{state}", state=state)
    for state in ExchangeState:
        put(session, builders.exchange(f"exc-{state}", state=state), *_parties(f"exc-{state}"))
    for state in PracticeState:
        put(session, builders.practice(f"pra-{state}", organization="sabesp-bra", state=state))


def _parties(exchange: str) -> list[ExchangeParticipant]:
    sides = (("requester", "amexcid-mex", "MEX"), ("provider", "sabesp-bra", "BRA"))
    return [
        ExchangeParticipant(exchange=exchange, position=place, role=role, organization=home, country=country)
        for place, (role, home, country) in enumerate(sides)
    ]


def key_of(noun: str, state: str) -> str:
    """The identifier of a thing in a state."""
    if noun == "match":
        return str(tuple(MatchState).index(MatchState(state)) + 1)
    fixed = {"organization": "amexcid-mex", "account": RECIPIENT, "webhook": "hok-own"}
    return fixed.get(noun) or f"{noun[:3]}-{state}"


def routes(app: FastAPI) -> Iterator[tuple[str, str, str]]:
    """Every route of the API on a thing: method, path, and what it is about."""
    for method, path in routes_of(app):
        if path.startswith("/api/v1"):
            name = "request_id" if "/requests/" in path else "offer_id" if "/offers/" in path else ""
            plain = path.replace("{post_id}", f"{{{name}}}")
            noun = next((noun for name, noun in THINGS.items() if f"{{{name}}}" in plain), None)
            if noun:
                yield method, plain, noun


def address(path: str, noun: str, state: str) -> str:
    """The path of a route on a thing in a state."""
    known = {
        name: key_of(other, state if other == noun else BESIDE.get(other, "own")) for name, other in THINGS.items()
    }
    for name, value in {**known, **OTHERS}.items():
        path = path.replace(f"{{{name}}}", value)
    return path


def options(method: str, path: str) -> dict[str, Any]:
    """What is sent along: a body that could be accepted, from the version that is there."""
    if method == "GET":
        return {}
    headers = {"If-Match": '"1"'}
    if path.endswith("/attachments"):
        return {"headers": headers, "files": {"file": ("a.png", b"not an image")}}
    tail = max((one for one in BODIES if path.endswith(one)), key=len, default="")
    return {"headers": headers, "json": BODIES[tail]} if tail and method != "DELETE" else {"headers": headers}


class World:
    """The service over a database that is as it was again after every call that wrote."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder / 'sursur.db'}"
        engine = open_database(url)
        upgrade(engine)
        with writing(engine) as session:
            world(session)
        self.app = own_service(url)
        everybody = ACTORS.items()
        self.clients = {name: as_account(self.app, one) if one else talk_to(self.app) for name, one in everybody}
        self._open = ExitStack()
        for client in self.clients.values():
            self._open.enter_context(client)  # one loop for all its calls
        engine.dispose()
        self._now = sqlite3.connect(folder / "sursur.db")
        self._kept = sqlite3.connect(":memory:")
        self._now.backup(self._kept)

    def answer(self, client: TestClient, method: str, path: str, where: str) -> int:
        """The status of an answer."""
        status = client.request(method, where, follow_redirects=False, **options(method, path)).status_code
        if method != "GET" and status < 400:
            self._kept.backup(self._now)
        return status

    def close(self) -> None:
        """Lets go of the database."""
        self._open.close()
        self.app.state.settings.engine.dispose()
        self._now.close()
        self._kept.close()


def rows() -> Iterator[tuple[str, dict[str, int]]]:
    """Every route and state, each with the status that everybody gets."""
    with tempfile.TemporaryDirectory() as folder:
        here = World(Path(folder))
        try:
            for method, path, noun in routes(here.app):
                for state in STATES[noun]:
                    where = address(path, noun, state)
                    found = {who: here.answer(one, method, path, where) for who, one in here.clients.items()}
                    yield f"{method} {path} {state}", found
        finally:
            here.close()


def written(found: list[tuple[str, dict[str, int]]]) -> str:
    """The matrix as it is kept."""
    width = max(len(name) for name, _ in found)
    head = " " * width + "".join(f" {who}" for who in ACTORS)
    lines = [
        name.ljust(width) + "".join(f" {status:>{len(who)}}" for who, status in row.items()) for name, row in found
    ]
    return "\n".join([head, *lines]) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(list(rows())), encoding="utf-8")
