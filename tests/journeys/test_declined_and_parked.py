"""Declined with a reason: the pair rests, is not suggested before its day, and is suggested again afterwards."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.journeys.region import URUGUAYAN_OFFER, Region


@pytest.mark.long
def test_a_pair_that_the_provider_declined_rests_until_its_day(region: Region) -> None:
    world, mexico, brazil, focal = region.world, region.mexico, region.brazil, region.focal
    request, offer = region.ask_and_offer()
    path = region.introduce(request, offer)
    told = {one["code"]: one for one in brazil.read("/reasons?side=provider&lang=pt")}
    assert told["timing"]["text"] not in ("", "timing")

    assert brazil.refused(f"{path}/decline", {"reason": "other"}) == 422
    declined = brazil.do(f"{path}/decline", {"reason": "timing", "note": "A partir de março."})
    rests_until = date.fromisoformat(declined["parked_until"])
    assert rests_until == world.now.date() + timedelta(days=90)
    world.tick()
    [letter] = world.mails(mexico, "was declined")
    assert "março" not in letter.text
    assert "março" in str(focal.read(path)["decisions"])
    assert mexico.refused(f"{path}/contacts", method="GET") == 409

    region.publish(region.uruguay, "offers", **URUGUAYAN_OFFER)
    morning = datetime(rests_until.year, rests_until.month, rests_until.day, 7, tzinfo=UTC)
    world.until(morning - timedelta(days=1))
    assert focal.read(path)["state"] == "declined"
    why_not = mexico.read(f"/requests/{request}/offers/{offer}")
    assert (why_not["place"], why_not["explanation"]["gate"]) == (None, "parked")

    world.until(morning + timedelta(days=7))
    again = focal.read(path)
    assert (again["state"], again["parked_until"]) == ("proposed", None)
    assert brazil.refused(path, method="GET") == 404
    assert [one["action"] for one in focal.read(f"{path}/history")].count("match.declined") == 1


def test_what_a_focal_point_declines_can_be_taken_back_within_a_day(region: Region) -> None:
    world, focal = region.world, region.focal
    request, offer = region.ask_and_offer()
    path = f"/matches/{focal.matches(request)[offer]['id']}"
    focal.do(f"{path}/decline", {"reason": "context-too-different", "parked_until": "2027-03-01"})
    assert focal.read(path)["parked_until"] == "2027-03-01"

    assert focal.do(f"{path}/undo")["state"] == "proposed"
    focal.do(f"{path}/decline", {"reason": "context-too-different", "parked_until": "2027-03-01"})
    world.wait(2)
    assert focal.refused(f"{path}/undo") == 409
    assert focal.read(path)["state"] == "declined"
