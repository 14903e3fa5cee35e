"""An offer lives for twelve months, then rests until it is renewed; nobody's answer is cut off by that."""

from datetime import UTC, date, datetime

import pytest
from fastapi.testclient import TestClient

from tests.journeys.region import BRAZILIAN_OFFER, NEED, Region

LAST_DAY, NEXT_DAY = datetime(2027, 11, 23, 7, tzinfo=UTC), datetime(2027, 11, 24, 7, tzinfo=UTC)


@pytest.mark.long
def test_an_offer_expires_after_twelve_months_and_comes_back_when_it_is_renewed(region: Region) -> None:
    world, mexico, brazil = region.world, region.mexico, region.brazil
    offer = region.publish(brazil, "offers", **BRAZILIAN_OFFER)
    assert brazil.read(f"/offers/{offer}")["expires_on"] == "2027-11-23"
    public = TestClient(world.app)

    world.until(LAST_DAY, step=7)
    request = region.publish(mexico, "requests", **NEED)
    world.tick()
    assert [one["id"] for one in public.get("/api/v1/offers").json()["items"]] == [offer]
    assert mexico.matches(request)[offer]["state"] == "proposed"

    world.until(NEXT_DAY)
    assert public.get("/api/v1/offers").json()["items"] == []
    assert mexico.matches(request)[offer]["state"] == "superseded"
    assert mexico.read(f"/requests/{request}/offers/{offer}")["explanation"]["gate"] == "expired"
    world.wait(8)
    assert mexico.matches(request)[offer]["state"] == "superseded"

    renewed = brazil.do(f"/offers/{offer}/renew", {})
    assert renewed["expires_on"] == "2028-12-01"
    world.wait(1)
    assert mexico.matches(request)[offer]["state"] == "proposed"
    assert [one["id"] for one in public.get("/api/v1/offers").json()["items"]] == [offer]


def test_a_request_ends_on_its_own_day_and_an_introduction_may_still_be_answered(region: Region) -> None:
    world, mexico, brazil = region.world, region.mexico, region.brazil
    offer = region.publish(brazil, "offers", **BRAZILIAN_OFFER)
    request = region.publish(mexico, "requests", **NEED, expires_on="2026-12-01")
    world.wait(1)
    path = region.introduce(request, offer)

    world.until(datetime(2026, 12, 3, 7, tzinfo=UTC))
    assert [one["id"] for one in mexico.items("/requests?state=expired&own=true")] == [request]
    assert brazil.do(f"{path}/accept")["state"] == "accepted"
    assert mexico.do(f"/requests/{request}/renew", {"expires_on": "2027-06-30"})["expires_on"] == "2027-06-30"
    assert date.fromisoformat(mexico.read(f"/requests/{request}")["expires_on"]) == date(2027, 6, 30)
