"""The sections of a digest as rows of the desk. A mail says little of posts that are for their parties alone; here
their titles stand in full, for the sections name only what the reader may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from matcher.digests.desk import Desk
from matcher.digests.sections.items import Item
from matcher.digests.situation import Post


@dataclass(frozen=True)
class Named:
    """A post as a row names it."""

    noun: str
    id: str
    title: str
    language: str
    by: str


@dataclass(frozen=True)
class AnswerRow:
    """A match that waits: for the reader, who should `accept` or `choose`, or for `waits_for`."""

    request: Named
    offer: Named
    wanted: str
    waits_for: str
    days: int
    lapses_on: date | None


@dataclass(frozen=True)
class ServeRow:
    """A request that an own offer could serve."""

    request: Named
    offer: Named
    score: float
    why: str


@dataclass(frozen=True)
class ExpiringRow:
    """An own post that expires soon."""

    post: Named
    expires_on: date
    version: int


@dataclass(frozen=True)
class WaitingRow:
    """Something else that waits: `path` leads to it, `since` or `said` tells more."""

    path: str
    title: str
    language: str
    since: date | None
    said: str = ""


@dataclass(frozen=True)
class Rows:
    """All of them."""

    answers: list[AnswerRow]
    stalled: list[AnswerRow]
    could_serve: list[ServeRow]
    expiring: list[ExpiringRow]
    evaluations: list[WaitingRow]
    needs: list[WaitingRow]
    raises: list[WaitingRow]


def rows_of(desk: Desk, language: str) -> Rows:
    """The rows of a desk."""
    facts = _Facts(desk, language)
    return Rows(
        answers=[facts.answer(one) for one in facts.items("answers")],
        stalled=[facts.answer(one) for one in facts.items("stalled")],
        could_serve=[facts.serve(one) for one in facts.items("could_serve")],
        expiring=[facts.expiring(one) for one in facts.items("expiring")],
        evaluations=[
            WaitingRow(f"/exchanges/{one['exchange']}", one["title"], "", _day(one["due_on"]), one["stage"])
            for one in facts.items("evaluations")
        ],
        needs=[facts.need(one) for one in facts.items("needs")],
        raises=[facts.raising(one) for one in facts.items("raises")],
    )


class _Facts:
    def __init__(self, desk: Desk, language: str) -> None:
        self._desk, self._language = desk, language
        asked = {("request", request.id): request for _, request in desk.situation.needs}
        self._posts: dict[tuple[str, str], Post] = {**asked}
        self._posts |= {(type(one).__name__.lower(), one.id): one for one in desk.situation.posts}
        self._matches = {one.id: one for one in desk.situation.pairings}

    def items(self, section: str) -> list[Item]:
        return self._desk.content.get(section, [])

    def answer(self, item: Item) -> AnswerRow:
        return AnswerRow(
            request=self._named(item["request"], item["requester"]),
            offer=self._named(item["offer"], item["provider"]),
            wanted=item.get("wanted", ""),
            waits_for=item.get("waits_for", ""),
            days=item["days"],
            lapses_on=_day(item.get("lapses_on")),
        )

    def serve(self, item: Item) -> ServeRow:
        found = self._matches[item["match"]]
        return ServeRow(
            request=self._named(item["request"], item["requester"]),
            offer=self._named(item["offer"], item["provider"]),
            score=found.match.score,
            why=self._desk.situation.why(found, self._language),
        )

    def expiring(self, item: Item) -> ExpiringRow:
        return ExpiringRow(
            self._named(item), date.fromisoformat(item["expires_on"]), self._posts[item["kind"], item["id"]].version
        )

    def need(self, item: Item) -> WaitingRow:
        post = self._named(item["request"])
        return WaitingRow(f"/requests/{post.id}", post.title, post.language, _day(item["asked_on"]))

    def raising(self, item: Item) -> WaitingRow:
        post = self._named(item["offer"])
        return WaitingRow(f"/offers/{post.id}", post.title, post.language, None, item["what"])

    def _named(self, part: Item, side: dict[str, Any] | None = None) -> Named:
        post = self._posts[part["kind"], part["id"]]
        by = ", ".join(word for word in (side["name"], side["country"]) if word) if side else ""
        return Named(part["kind"], post.id, post.title, post.language, by)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
