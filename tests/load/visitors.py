"""Who visits under load: of a hundred calls ninety read, eight search or rank, two write. Run by locust, see `mixed`.

`SURSUR_LOAD_PLAN` names a JSON file with what there is to ask for, and where the answers' times go.
"""

import json
import os
import random
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import gevent
from locust import FastHttpUser, constant_throughput, events, task

PLAN: dict[str, Any] = json.loads(Path(os.environ["SURSUR_LOAD_PLAN"]).read_text(encoding="utf-8"))
answers: list[tuple[str, str, float, int]] = []
"""Kind, name, milliseconds and status (0 for none) of each answer."""
number = count()


@events.request.add_listener
def note(name: str, response_time: float, response: Any, **_: Any) -> None:
    """Keeps an answer."""
    kind, _, what = name.partition(" ")
    answers.append((kind, what, response_time, int(getattr(response, "status_code", 0) or 0)))


@events.quit.add_listener
def write(**_: Any) -> None:
    """Hands over what was kept."""
    Path(PLAN["answers"]).write_text(json.dumps(answers), encoding="utf-8")


def wait_a_while() -> None:
    """Waits for any moment between two calls: otherwise all would ask at once, again and again."""
    gevent.sleep(random.random() / PLAN["each"])


class Visitor(FastHttpUser):
    """One person at one of the workers, in turn; every third is signed in."""

    wait_time = constant_throughput(PLAN["each"])

    def __init__(self, environment: Any) -> None:
        mine = next(number)
        self.host = PLAN["hosts"][mine % len(PLAN["hosts"])]
        super().__init__(environment)
        token = PLAN["tokens"][mine % len(PLAN["tokens"])]
        self.writer = {"Authorization": f"Bearer {token}"}
        self.reader = self.writer if mine % 3 == 0 else {}

    def on_start(self) -> None:
        """Begins at any moment."""
        wait_a_while()

    def ask(self, name: str, path: str) -> None:
        """Asks for something to read."""
        self.client.get(path, name=name, headers=self.reader)

    @task(90)
    def read(self) -> None:
        """A page, or an answer of the API, as people and programs do in turn."""
        kind, form = random.choice(READS)
        self.ask(f"read {form}", kind(form))

    @task(5)
    def search(self) -> None:
        """Posts with a word."""
        path = random.choice(("/requests?text={}", "/api/v1/offers?text={}"))
        self.ask(f"search {path}", path.format(random.choice(PLAN["words"])))

    @task(3)
    def rank(self) -> None:
        """The ranking of a need that nobody has posted."""
        need = {"text": random.choice(PLAN["needs"]), "country": "HTI"}
        self.client.post("/api/v1/rank", json=need, name="rank /api/v1/rank")

    @task(2)
    def write(self) -> None:
        """A draft, and its first correction."""
        draft = {"title": "Agua potable", "text": random.choice(PLAN["needs"]), "language": "es"}
        answer = self.client.post("/api/v1/offers", json=draft, headers=self.writer, name="write POST /api/v1/offers")
        if answer.status_code == 201:
            key, match = answer.json()["id"], {"If-Match": answer.headers["ETag"]}
            name = "write PATCH /api/v1/offers/{}"
            better = {"title": "Agua potable rural"}
            self.client.patch(f"/api/v1/offers/{key}", json=better, headers=self.writer | match, name=name)


def _one(kind: str) -> Callable[[str], str]:
    return lambda path: path.format(random.choice(PLAN[kind]))


def _page(path: str) -> str:
    return path


READS: list[tuple[Callable[[str], str], str]] = [
    (_page, "/"),
    (_page, "/requests"),
    (_page, "/offers"),
    (_one("requests"), "/requests/{}"),
    (_one("offers"), "/offers/{}"),
    (_one("organizations"), "/organizations/{}"),
    (_page, "/api/v1/requests"),
    (_page, "/api/v1/offers"),
    (_one("requests"), "/api/v1/requests/{}"),
    (_one("offers"), "/api/v1/offers/{}"),
    (_one("organizations"), "/api/v1/organizations/{}"),
    (_one("sectors"), "/api/v1/offers?sector={}"),
]
