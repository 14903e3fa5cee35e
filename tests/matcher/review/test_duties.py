"""The clock does what is due with matches, and doing it twice does no harm."""

from sqlalchemy import Engine

from matcher.duties import do_duties
from models.database import reading, writing
from tests.conftest import NOW
from tests.matcher.review.people import DAY, endorsed, further, introduced, letters, people


def _due(engine: Engine, days: int) -> dict[str, int]:
    return {name: count for name, count in do_duties(engine, now=NOW + days * DAY).items() if count}


def test_two_months_of_silence(engine: Engine) -> None:
    with writing(engine) as session:
        introduced(session, people(session))
        endorsed(session, further(session, 1))
        further(session, 2)

    found = {day: _due(engine, day) for day in (0, 7, 7, 14, 30, 60, 61)}

    assert found[0] == found[7] == found[61] == {}, "the second time on day 7"
    assert found[14] == {"reminders of answers": 2, "reminders of choices": 1, "reminders of reviews": 1}
    assert found[30] == {"reminders of answers": 2, "reminders of choices": 1}
    assert found[60] == {"introductions that lapse": 1}
    with reading(engine) as session:
        assert [len(letters(session, kind)) for kind in ("match-reminder", "match-lapsed")] == [6, 3]
