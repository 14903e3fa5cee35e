"""Withdrawn in the middle: what was on its way ends for everybody, and comes back only by being posted anew."""

import pytest

from tests.journeys.region import URUGUAYAN_OFFER, Region


@pytest.mark.long
def test_a_request_withdrawn_in_the_middle_ends_what_was_on_its_way(region: Region) -> None:
    world, mexico, brazil = region.world, region.mexico, region.brazil
    waiting = region.publish(region.uruguay, "offers", **URUGUAYAN_OFFER)
    request, offer = region.ask_and_offer()
    path = region.introduce(request, offer)
    world.wait(3)

    assert mexico.do(f"/requests/{request}/withdraw")["state"] == "withdrawn"
    assert {one["state"] for one in region.focal.matches(request).values()} == {"superseded"}
    assert brazil.refused(f"{path}/accept") in (404, 409)
    world.tick()
    for one in (mexico, brazil):
        assert len(world.mails(one, "an introduction has ended")) == 1
    assert world.mails(region.uruguay, "an introduction has ended") == []
    assert brazil.refused(f"/requests/{request}", method="GET") == 404

    world.wait(70)
    assert world.mails(brazil, "waits for your answer") == world.mails(brazil, "has lapsed") == []
    assert brazil.items("/exchanges?mine=true") == []
    assert {one["state"] for one in region.focal.matches(request).values()} == {"superseded"}

    mexico.do(f"/requests/{request}/redraft")
    mexico.do(f"/requests/{request}/submit")
    region.focal.do(f"/requests/{request}/publish")
    world.wait(1)
    again = {key: one["state"] for key, one in mexico.matches(request).items()}
    assert again == {offer: "proposed", waiting: "proposed"}


def test_an_offer_withdrawn_by_its_provider_is_gone_from_every_suggestion(region: Region) -> None:
    world, brazil = region.world, region.brazil
    request, offer = region.ask_and_offer()
    path = region.endorse(request, offer)

    brazil.do(f"/offers/{offer}/withdraw")
    assert region.focal.read(path)["state"] == "superseded"
    world.wait(40)
    assert world.mails(region.mexico, "wait for your choice") == []
    assert region.mexico.matches(request)[offer]["state"] == "superseded"
