"""A request that was closed without an exchange: was the need met all the same?"""

from datetime import timedelta

import pytest

from tests.journeys.region import NEED, Region


@pytest.mark.long
def test_the_question_comes_once_a_year_after_the_closing_and_not_before(region: Region) -> None:
    world, mexico = region.world, region.mexico
    request = region.publish(mexico, "requests", **NEED)
    mexico.do(f"/requests/{request}/close", {"need_met": "no"})
    closed = world.now
    assert mexico.refused(f"/requests/{request}/need-met", method="GET") == 404

    world.until(closed + timedelta(days=360), step=30)
    world.wait(10)
    assert world.days_of_mails(mexico, "was the need met", since=closed) == [365]
    assert mexico.do(f"/requests/{request}/need-met", {"answer": "partly"})["answer"] == "partly"
    assert mexico.refused(f"/requests/{request}/need-met", {"answer": "yes"}) == 409
    world.wait(400, step=40)
    assert world.days_of_mails(mexico, "was the need met", since=closed) == [365]


def test_a_request_that_was_opened_again_is_asked_about_a_year_after_its_last_closing(region: Region) -> None:
    world, mexico = region.world, region.mexico
    request = region.publish(mexico, "requests", **NEED)
    mexico.do(f"/requests/{request}/close", {"need_met": "no"})
    world.wait(40, step=40)
    mexico.do(f"/requests/{request}/reopen")
    world.wait(20, step=20)
    mexico.do(f"/requests/{request}/close", {"need_met": "partly"})
    closed = world.now

    world.until(closed + timedelta(days=363), step=33)
    world.wait(4)
    assert world.days_of_mails(mexico, "was the need met", since=closed) == [365]
