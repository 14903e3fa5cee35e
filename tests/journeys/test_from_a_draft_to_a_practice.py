"""The whole way: an agency's draft becomes a completed exchange, whose outcome changes what is suggested next."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

from tests.journeys.person import Person
from tests.journeys.region import BRAZILIAN_OFFER, LATER_NEED, NEED, URUGUAYAN_OFFER, Region
from tests.journeys.world import World

pytestmark = pytest.mark.both_databases

STARTS, ENDS = date(2027, 1, 11), date(2027, 7, 10)
RATED = {"relevance": 5, "delivery": 4, "results": 5, "sustainability": 4, "would_recommend": True}


@pytest.mark.long
def test_a_draft_becomes_an_exchange_that_changes_the_next_ranking(region: Region) -> None:
    world, mexico, brazil, focal = region.world, region.mexico, region.brazil, region.focal
    offer = region.publish(brazil, "offers", **BRAZILIAN_OFFER)
    control = region.publish(region.uruguay, "offers", **URUGUAYAN_OFFER)
    world.wait(1)

    request = published_by_silence(region)
    before = scores(mexico)
    path = accepted(region, request, offer)
    exchange = agreed(world, mexico, brazil)
    evaluated(world, mexico, brazil, exchange)

    later = region.publish(mexico, "requests", **LATER_NEED)
    world.wait(1)
    after = {key: one["score"] for key, one in mexico.matches(later).items()}
    assert after[offer] > before[offer]
    assert after[control] <= before[control]
    assert mexico.matches(later)[offer]["rank"] == 1

    practice_published(world, mexico, brazil, focal, exchange)
    asked_a_year_later(world, mexico, request)
    assert focal.read(path)["state"] == "accepted"


def published_by_silence(region: Region) -> str:
    """The draft is saved as it is written, submitted, and nobody objects for five working days."""
    world, mexico = region.world, region.mexico
    key: str = mexico.do("/requests", NEED | {"title": "Agua"})["id"]
    mexico.change(f"/requests/{key}", title="Agua potable", expected_outcome="Un plan")
    mexico.change(f"/requests/{key}", title=NEED["title"])
    assert region.brazil.refused(f"/requests/{key}", method="GET") == 404

    submitted = mexico.do(f"/requests/{key}/submit")
    world.until(datetime.fromisoformat(submitted["silence_ends_at"]) - timedelta(minutes=1))
    assert [one.to for one in world.mails(region.focal, NEED["title"])] == [region.focal.address]
    assert mexico.read(f"/requests/{key}")["state"] == "submitted"

    world.until(datetime.fromisoformat(submitted["silence_ends_at"]))
    found = mexico.read(f"/requests/{key}")
    assert (found["state"], found["title"], found["expected_outcome"]) == ("published", NEED["title"], "Un plan")
    assert len(world.mails(mexico, "Published")) == 1
    assert mexico.matches(key), "the clock ranks what it has published"
    return key


def scores(mexico: Person) -> dict[str, float]:
    """The score of every offer for the later need, as it stands now."""
    asked = {name: value for name, value in LATER_NEED.items() if name != "visibility"} | {
        "organization": "amexcid-mex",
        "country": "MEX",
    }
    return {one["offer"]["id"]: one["score"] for one in mexico.do("/rank", asked)["places"]}


def accepted(region: Region, request: str, offer: str) -> str:
    """Endorsed, chosen and accepted; only then does each side learn how to reach the other."""
    world, mexico, brazil = region.world, region.mexico, region.brazil
    path = region.endorse(request, offer)
    assert brazil.refused(path, method="GET") == 404
    region.choose(request, offer)
    world.tick()
    [letter] = world.mails(brazil, "an introduction that waits")
    assert NEED["title"] in letter.text
    assert mexico.address not in letter.text
    assert len(world.mails(mexico, "you are introduced")) == 1

    assert [one.refused(f"{path}/contacts", method="GET") for one in (mexico, brazil, region.focal)] == [409, 409, 403]
    brazil.do(f"{path}/accept")
    for one in (mexico, brazil):
        told = one.read(f"{path}/contacts")
        assert {side["people"][0]["email"] for side in told.values()} == {mexico.address, brazil.address}
    assert region.focal.refused(f"{path}/contacts", method="GET") == 403
    assert region.uruguay.refused(f"{path}/contacts", method="GET") == 404
    world.tick()
    assert [len(world.mails(one, "both sides have accepted")) for one in (mexico, brazil)] == [1, 1]
    return path


def agreed(world: World, mexico: Person, brazil: Person) -> str:
    """The acceptance has opened the exchange; its terms are written, drafted as a document, and agreed by both."""
    [opened] = mexico.items("/exchanges?mine=true")
    path = f"/exchanges/{opened['id']}"
    mexico.change(path, starts_on=str(STARTS), ends_on=str(ENDS))
    brazil.do(f"{path}/milestones", {"title": "Taller en la sierra", "due_on": "2027-03-15"})
    file = mexico.ask("GET", f"{path}/agreement?language=es")
    paper = docx.Document(BytesIO(file.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    words = "\n".join([one.text for one in paper.paragraphs] + cells)
    for named in ("Agencia Mexicana de Cooperación", "Companhia de Saneamento", "Taller en la sierra", brazil.address):
        assert named in words

    assert mexico.do(f"{path}/agree")["state"] == "accepted"
    assert brazil.do(f"{path}/agree")["state"] == "agreed"
    world.until(datetime(2027, 1, 11, 9, tzinfo=UTC))
    assert brazil.do(f"{path}/start", {})["state"] == "running"
    return path


def evaluated(world: World, mexico: Person, brazil: Person, path: str) -> None:
    """Half way and at the end both sides are asked, and answer without reading each other's words."""
    said: dict[str, Any] = {**RATED, "need_met": "partly", "stage": "mid-term", "text": "Va bien."}
    [milestone] = mexico.read(path)["milestones"]
    assert milestone["title"] == "Taller en la sierra"
    world.until(datetime(2027, 4, 12, 9, tzinfo=UTC), step=3)
    assert len(world.mails(mexico, "mid-term evaluation is due")) == 1
    for one in (mexico, brazil):
        one.do(f"{path}/evaluations", said)

    world.until(datetime(2027, 7, 12, 9, tzinfo=UTC), step=3)
    assert len(world.mails(mexico, "final evaluation is due")) == len(world.mails(brazil, "final evaluation")) == 1
    final = said | {"stage": "final", "need_met": "yes", "text": "Aprendimos mucho."}
    mexico.do(f"{path}/evaluations", final)
    assert "Aprendimos" not in str(brazil.read(path))
    ended = brazil.do(f"{path}/evaluations", final)
    assert (ended["state"], ended["outcome"], ended["ended_on"]) == ("completed", 0.875, str(ENDS))
    world.tick()
    assert len(world.mails(mexico, "An exchange is completed")) == 1


def practice_published(world: World, mexico: Person, brazil: Person, focal: Person, exchange: str) -> None:
    """What was learned is written down for everybody."""
    drawn = brazil.do(f"{exchange}/practice")
    path = f"/practices/{drawn['id']}"
    brazil.change(path, title="Comités de agua")
    mexico.do(f"{path}/state", {"state": "submitted"})
    focal.do(f"{path}/state", {"state": "published"})
    everybody = TestClient(world.app).get("/api/v1/practices").json()["items"]
    assert [(one["title"], one["organization"]) for one in everybody] == [("Comités de agua", "sabesp-bra")]


def asked_a_year_later(world: World, mexico: Person, request: str) -> None:
    """The question comes once, a year after the end, not a day earlier."""
    world.until(datetime(2028, 7, 8, 9, tzinfo=UTC), step=15)
    assert world.mails(mexico, "was the need met") == []
    world.wait(4)
    [letter] = world.mails(mexico, "was the need met")
    assert (letter.sent.date(), NEED["title"] in letter.text) == (date(2028, 7, 9), True)
    answered = mexico.do(f"/requests/{request}/need-met", {"answer": "yes", "text": "Los comités siguen."})
    assert answered["answer"] == "yes"
    world.wait(30, step=10)
    assert len(world.mails(mexico, "was the need met")) == 1
