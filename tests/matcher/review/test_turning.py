"""What waits for one focal point: the condition in SQL says the same as the rule that letters follow."""

from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.review.listing import list_matches
from matcher.review.recipients import focal_points, in_charge
from matcher.review.wanted import MINE, Wanted
from models.database import writing
from models.match import Match
from tests import builders
from tests.conftest import NOW
from tests.exchanging import who
from tests.matched import put, small_region, suggest

ADMIN = "admin@example.org"
POINTS: dict[str, tuple[list[str], list[str]]] = {
    "all@example.org": ([], []),
    "mexico@example.org": (["MEX"], []),
    "mexico.water@example.org": (["MEX"], ["water-sanitation", "energy"]),
    "mexico.health@example.org": (["MEX"], ["health"]),
    "peru.health@example.org": (["PER"], ["health"]),
    "caribbean@example.org": (["caribbean"], []),
}
REQUESTS: list[dict[str, object]] = [
    {"country": "MEX", "sectors": ["water-sanitation"]},
    {"country": "MEX", "sectors": ["health", "energy"]},
    {"country": "MEX", "sectors": ["education"]},
    {"country": "PER", "sectors": ["education"]},
    {"country": "CHL", "sectors": ["health"], "with_countries": ["PER"]},
    {"country": None, "sectors": ["health"]},
    {"country": "CUB", "sectors": []},
]


def agree(session: Session) -> dict[str, int]:
    """How many matches wait for each focal point, by the condition and by the rule alike."""
    every, _ = list_matches(session, who(session, ADMIN), Wanted(), now=NOW)
    points, found = focal_points(session), {}
    for point in points:
        actor = who(session, point.email)
        mine, _ = list_matches(session, actor, Wanted(assigned_to=MINE), now=NOW)
        by_rule = {one.id for one in every if point in in_charge(points, one)}
        assert {one.id for one in mine} == by_rule, point.email
        found[point.email] = len(by_rule)
    return found


def region(session: Session) -> None:
    small_region(session)
    put(session, builders.account(ADMIN, "administrator"))
    for email, (covers, sectors) in POINTS.items():
        put(session, builders.account(email, "focal-point", covers=covers, covers_sectors=sectors))
    for number, fields in enumerate(REQUESTS):
        put(session, builders.request(f"req-{number}", organization="amexcid-mex", **fields))
        suggest(session, f"req-{number}")


def test_mine_is_what_the_rule_gives_into_ones_hands_also_once_it_was_handed_over(engine: Engine) -> None:
    with writing(engine) as session:
        region(session)
        before = agree(session)
        assert before["mexico.water@example.org"] == 2
        assert 0 < before["mexico@example.org"] < before["all@example.org"] < len(REQUESTS)

        for match in session.exec(select(Match)):
            match.assigned_to = "mexico@example.org" if match.request == "req-0" else ADMIN
        assert agree(session)["mexico.water@example.org"] == 1


def test_where_all_have_sectors_those_of_the_country_are_turned_to(engine: Engine) -> None:
    with writing(engine) as session:
        region(session)
        for one in focal_points(session):
            one.active = one.email in ("mexico.water@example.org", "peru.health@example.org")
        session.flush()
        assert agree(session) == {"mexico.water@example.org": 3, "peru.health@example.org": 3}


def test_nothing_is_of_somebody_who_is_no_focal_point(engine: Engine) -> None:
    with writing(engine) as session:
        region(session)
        assert list_matches(session, who(session, ADMIN), Wanted(assigned_to=MINE), now=NOW)[0] == []
