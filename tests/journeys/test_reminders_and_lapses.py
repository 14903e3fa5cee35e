"""What the clock does while people keep silent: it reminds them, each time once, and lets go after two months."""

from datetime import timedelta

import pytest

from tests.journeys.region import Region

STEPS = [7, 14, 30]


@pytest.mark.long
def test_an_introduction_without_an_answer_is_reminded_of_and_lapses(region: Region) -> None:
    world, mexico, brazil, focal = region.world, region.mexico, region.brazil, region.focal
    request, offer = region.ask_and_offer()
    path, introduced = region.introduce(request, offer), world.now

    world.wait(59)
    assert world.days_of_mails(brazil, "waits for your answer", since=introduced) == STEPS
    assert world.mails(mexico, "waits for your answer") == []
    assert brazil.read(path)["state"] == "introduced"
    assert world.mails(brazil, "has lapsed") == []

    world.wait(1)
    lapsed = focal.read(path)
    assert (lapsed["state"], lapsed["parked_until"]) == ("lapsed", str((world.now + timedelta(days=180)).date()))
    for one in (mexico, brazil):
        assert world.days_of_mails(one, "has lapsed", since=introduced) == [60]
        assert one.refused(f"{path}/accept") in (404, 409)
        assert one.refused(f"{path}/contacts", method="GET") in (403, 404, 409)

    world.wait(30)
    assert world.days_of_mails(brazil, "waits for your answer", since=introduced) == STEPS
    assert world.days_of_mails(mexico, "has lapsed", since=introduced) == [60]

    world.wait(149, step=7)
    assert focal.read(path)["state"] == "lapsed"
    world.wait(8)
    assert focal.read(path)["state"] == "proposed"


@pytest.mark.long
def test_both_sides_are_reminded_where_the_focal_point_introduced_them(region: Region) -> None:
    world, mexico, brazil = region.world, region.mexico, region.brazil
    request, offer = region.ask_and_offer()
    path = region.endorse(request, offer)
    region.focal.do(f"{path}/introduce")
    introduced = world.now

    world.wait(10)
    mexico.do(f"{path}/accept")
    world.wait(25)

    assert world.days_of_mails(mexico, "waits for your answer", since=introduced) == STEPS[:1]
    assert world.days_of_mails(brazil, "waits for your answer", since=introduced) == STEPS


@pytest.mark.long
def test_a_requester_who_does_not_choose_is_reminded(region: Region) -> None:
    world, mexico = region.world, region.mexico
    request, offer = region.ask_and_offer()
    path, endorsed = region.endorse(request, offer), world.now
    world.tick()
    assert len(world.mails(mexico, "providers are ready")) == 1

    world.wait(45)
    assert world.days_of_mails(mexico, "wait for your choice", since=endorsed) == STEPS
    assert mexico.read(path)["state"] == "endorsed"


@pytest.mark.long
def test_a_focal_point_who_does_not_review_is_reminded_once_after_two_weeks(region: Region) -> None:
    world = region.world
    request, offer = region.ask_and_offer()
    proposed = world.now

    world.wait(40)
    assert world.days_of_mails(region.focal, "Reminder from Sursur", since=proposed) == [14]
    assert region.focal.matches(request)[offer]["state"] == "proposed"


@pytest.mark.long
def test_who_switched_reminders_off_gets_none(region: Region) -> None:
    world, brazil = region.world, region.brazil
    request, offer = region.ask_and_offer()
    brazil.change("/account", reminders=False)
    region.introduce(request, offer)

    world.wait(60)
    assert world.mails(brazil, "waits for your answer") == []
    assert len(world.mails(brazil, "has lapsed")) == 1


def test_a_clock_that_stood_still_makes_up_for_the_latest_reminder_only(region: Region) -> None:
    world = region.world
    request, offer = region.ask_and_offer()
    region.introduce(request, offer)
    introduced = world.now

    world.wait(20, step=20)
    world.wait(20)
    assert world.days_of_mails(region.brazil, "waits for your answer", since=introduced) == [20, 30]
