"""The silence rule: five working days of the country's own calendar, stopped by an objection or a recall."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.region import NEED, Region


@pytest.mark.long
def test_holidays_of_the_country_do_not_count_and_an_objection_starts_the_days_anew(region: Region) -> None:
    world, mexico, focal = region.world, region.mexico, region.focal
    world.until(datetime(2026, 12, 21, 9, tzinfo=UTC))
    request = mexico.post("requests", **NEED)
    due = mexico.read(f"/requests/{request}")["silence_ends_at"]
    assert due == "2026-12-30T00:00:00Z", "Christmas Day is a holiday in Mexico, and a weekend lies between"

    world.wait(3)
    focal.do(f"/requests/{request}/object", {"reason": "incomplete", "note": "¿Qué comunidades?"})
    world.tick()
    [letter] = world.mails(mexico, "Please look again")
    assert "¿Qué comunidades?" in letter.text
    world.until(datetime(2026, 12, 31, 9, tzinfo=UTC))
    assert mexico.read(f"/requests/{request}")["state"] == "draft"

    mexico.change(f"/requests/{request}", text=NEED["text"] + " Las comunidades están en Oaxaca.")
    again = datetime.fromisoformat(mexico.do(f"/requests/{request}/submit")["silence_ends_at"])
    assert again == datetime(2027, 1, 9, tzinfo=UTC)
    world.until(again - timedelta(minutes=1))
    assert mexico.read(f"/requests/{request}")["state"] == "submitted"
    world.until(again)
    assert mexico.read(f"/requests/{request}")["state"] == "published"

    world.wait(10)
    assert len(world.mails(mexico, "Published")) == 1
    assert len(world.mails(focal, "Awaits your review")) == 2
