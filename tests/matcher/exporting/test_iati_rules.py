"""The rules of the IATI standard 2.03 that apply to what is exported, in our own words, run on the whole export.

They are those of the activity schema (which elements an activity has, in which order, and how often), of the code lists
that it uses, and of the standard's rule set (dates, percentages, identifiers).
"""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from matcher.exchanges.moving import cancel
from matcher.exchanges.reminding import remind_of_evaluations
from matcher.exporting import ExportKind, export
from models import taxonomy
from models.database import reading, writing
from models.exchange import Exchange, ExchangeParticipant, ExchangeState
from models.exchange_schemas import Cancellation, CancelReason
from tests import builders
from tests.conftest import NOW
from tests.exchanging import ENDS, RECIPIENT, STARTS, agreed, completed, more_people, on, opened, running, who
from tests.matched import put, small_region

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
SEQUENCE = [
    "iati-identifier",
    "reporting-org",
    "title",
    "description",
    "participating-org",
    "other-identifier",
    "activity-status",
    "activity-date",
    "contact-info",
    "activity-scope",
    "recipient-country",
    "recipient-region",
    "location",
    "sector",
    "tag",
    "country-budget-items",
    "humanitarian-scope",
    "policy-marker",
    "collaboration-type",
    "default-flow-type",
    "default-finance-type",
    "default-aid-type",
    "default-tied-status",
    "budget",
    "planned-disbursement",
    "capital-spend",
    "transaction",
    "document-link",
    "related-activity",
    "legacy-data",
    "conditions",
    "result",
    "crs-add",
    "fss",
]
"""The children of an activity in the order of the schema."""
ONCE = {"iati-identifier", "reporting-org", "title", "activity-status", "activity-scope", "collaboration-type"}
AT_LEAST_ONCE = ONCE - {"activity-scope", "collaboration-type"} | {"description", "participating-org", "activity-date"}
CODES = {
    ("reporting-org", "type"): {"10", "11", "15", "21", "22", "23", "24", "30", "40", "60", "70", "71", "72", "73"},
    ("reporting-org", "secondary-reporter"): {"0", "1"},
    ("description", "type"): {"1", "2", "3", "4"},
    ("participating-org", "role"): {"1", "2", "3", "4"},
    ("activity-status", "code"): {"1", "2", "3", "4", "5", "6"},
    ("activity-date", "type"): {"1", "2", "3", "4"},
    ("recipient-country", "code"): {one.alpha2 for one in taxonomy.countries().values()},
    ("recipient-region", "vocabulary"): {"1", "2", "99"},
    ("sector", "vocabulary"): {"1", "2", "7", "8", "99"},
}
"""The values of the code lists; of the vocabularies those that may stand beside a DAC code."""
NEEDED = {
    ("reporting-org", "ref"),
    ("participating-org", "role"),
    ("activity-status", "code"),
    ("activity-date", "type"),
    ("activity-date", "iso-date"),
    ("sector", "code"),
}
DAC = {code for one in taxonomy.sectors().values() for code in one.dac_codes} | {"998"}
SHARED_OUT = ("recipient-country", "recipient-region", "sector")


def elements_in_order(activity: ET.Element) -> Iterator[str]:
    places = [SEQUENCE.index(one.tag) for one in activity]
    if places != sorted(places):
        yield f"the elements stand in another order than the schema's: {[one.tag for one in activity]}"


def elements_as_often_as_allowed(activity: ET.Element) -> Iterator[str]:
    found = Counter(one.tag for one in activity)
    yield from (f"{name} is missing" for name in AT_LEAST_ONCE if not found[name])
    yield from (f"{name} stands {found[name]} times" for name in ONCE if found[name] > 1)


def attributes_and_codes(activity: ET.Element) -> Iterator[str]:
    for one in activity:
        yield from (f"{tag} lacks {name}" for tag, name in NEEDED if tag == one.tag and not one.get(name))
        for name, value in one.attrib.items():
            allowed = CODES.get((one.tag, name))
            if allowed is not None and value not in allowed:
                yield f"{one.tag} has the unknown {name} {value!r}"
    yield from (
        f"unknown DAC code {one.get('code')}" for one in activity.findall("sector") if one.get("code") not in DAC
    )


def identifiers(activity: ET.Element) -> Iterator[str]:
    key, reporter = str(activity.findtext("iati-identifier")), str(activity.find("reporting-org").get("ref"))  # type: ignore[union-attr]
    if not key.startswith(f"{reporter}-") or re.search(r"[/&|?\s]", key):
        yield f"{key!r} is no identifier: it starts with the reporter's and holds none of / & | ? or spaces"


def narratives(activity: ET.Element) -> Iterator[str]:
    if not re.fullmatch(r"[a-z]{2}", activity.get(XML_LANGUAGE, "")):
        yield "the activity does not tell its language"
    for name in ("reporting-org", "title", "description", "participating-org"):
        for one in activity.findall(name):
            if not any((told.text or "").strip() for told in one.findall("narrative")) and not one.get("ref"):
                yield f"{name} says nothing"


def _dates(activity: ET.Element) -> dict[str, date]:
    return {
        str(one.get("type")): date.fromisoformat(str(one.get("iso-date"))) for one in activity.findall("activity-date")
    }


def a_start_is_known(activity: ET.Element) -> Iterator[str]:
    if not {"1", "2"} & set(_dates(activity)):
        yield "neither a planned nor an actual start"


def actual_dates_have_passed(activity: ET.Element) -> Iterator[str]:
    yield from (
        f"the actual date {day} is to come" for kind, day in _dates(activity).items() if kind in "24" and day > TODAY
    )


def ends_follow_starts(activity: ET.Element) -> Iterator[str]:
    found = _dates(activity)
    for start, end in (("1", "3"), ("2", "4")):
        if start in found and end in found and found[end] < found[start]:
            yield f"it ends on {found[end]} and starts on {found[start]}"


def each_kind_of_date_stands_once(activity: ET.Element) -> Iterator[str]:
    kinds = Counter(one.get("type") for one in activity.findall("activity-date"))
    yield from (f"date {kind} stands {count} times" for kind, count in kinds.items() if count > 1)


def the_status_fits_the_dates(activity: ET.Element) -> Iterator[str]:
    status, kinds = activity.find("activity-status").get("code"), set(_dates(activity))  # type: ignore[union-attr]
    if status == "1" and kinds & {"2", "4"}:
        yield "a pipeline activity has actual dates"
    if "4" in kinds and "2" not in kinds:
        yield "it ended without having begun"
    if status in {"2", "3"} and "4" in kinds:
        yield "an activity that runs has an actual end"


def shares_sum_to_one_hundred(activity: ET.Element) -> Iterator[str]:
    places = [one for name in SHARED_OUT[:2] for one in activity.findall(name)]
    for what, those in (("places", places), ("sectors", activity.findall("sector"))):
        if not those:
            yield f"no {what}"
        shares = [float(one.get("percentage", "0")) for one in those]
        if shares and (sum(shares) != 100 or any(not 0 < share <= 100 for share in shares)):
            yield f"the {what} have shares of {shares}"


def nothing_stands_twice(activity: ET.Element) -> Iterator[str]:
    for name in SHARED_OUT:
        codes = Counter(one.get("code") for one in activity.findall(name))
        yield from (f"{name} {code} stands {count} times" for code, count in codes.items() if count > 1)


RULES: tuple[Callable[[ET.Element], Iterator[str]], ...] = (
    elements_in_order,
    elements_as_often_as_allowed,
    attributes_and_codes,
    identifiers,
    narratives,
    a_start_is_known,
    actual_dates_have_passed,
    ends_follow_starts,
    each_kind_of_date_stands_once,
    the_status_fits_the_dates,
    shares_sum_to_one_hundred,
    nothing_stands_twice,
)
TODAY = date(2028, 1, 1)


def _exported(engine: Engine, path: Path) -> list[ET.Element]:
    with reading(engine) as session:
        export(session, ExportKind.IATI, path)
    root = ET.fromstring(path.read_bytes())
    assert (root.tag, root.get("version")) == ("iati-activities", "2.03")
    return list(root)


def _broken(activities: list[ET.Element]) -> list[str]:
    return [
        f"{activity.findtext('iati-identifier')}: {found}"
        for activity in activities
        for rule in RULES
        for found in rule(activity)
    ]


@pytest.mark.long
def test_the_whole_export_of_the_region_keeps_every_rule(region_to_read: Engine, tmp_path: Path) -> None:
    activities = _exported(region_to_read, tmp_path / "iati.xml")

    assert len(activities) > 30
    assert _broken(activities) == []
    assert len({one.findtext("iati-identifier") for one in activities}) == len(activities)


def _cancelled(session: Session) -> Exchange:
    row = agreed(session)
    why = Cancellation(reason=CancelReason.NO_FUNDING)
    return cancel(session, who(session, RECIPIENT), row.id, why, version=row.version, now=NOW)


def _late(session: Session) -> Exchange:
    row = running(session)
    remind_of_evaluations(session, on(ENDS))
    return row


STAGES: dict[str, tuple[Callable[[Session], Exchange], str | None, dict[str, date]]] = {
    "accepted": (opened, None, {}),
    "agreed": (agreed, "1", {"1": STARTS, "3": ENDS}),
    "running": (running, "2", {"1": STARTS, "2": STARTS, "3": ENDS}),
    "late": (_late, "3", {"1": STARTS, "2": STARTS, "3": ENDS}),
    "completed": (completed, "4", {"1": STARTS, "2": STARTS, "3": ENDS, "4": ENDS}),
    "cancelled": (_cancelled, "5", {"1": STARTS, "3": ENDS}),
}


@pytest.mark.parametrize("stage", STAGES)
def test_an_exchange_is_followed_from_its_agreement_to_its_end(stage: str, engine: Engine, tmp_path: Path) -> None:
    make, status, dates = STAGES[stage]
    with writing(engine) as session:
        small_region(session)
        more_people(session)
        make(session)
    activities = _exported(engine, tmp_path / "iati.xml")

    assert [one.find("activity-status").get("code") for one in activities] == ([status] if status else [])  # type: ignore[union-attr]
    assert [_dates(one) for one in activities] == ([dates] if status else [])
    assert _broken(activities) == []


def test_what_the_parties_keep_to_themselves_is_not_told(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        small_region(session)
        more_people(session)
        row = running(session)
        row.shown_in_full, row.text = False, "CANARY"
    [activity] = _exported(engine, tmp_path / "iati.xml")

    told = ET.tostring(activity, encoding="unicode")
    assert [one.findtext("narrative") for one in activity.findall("participating-org")] == ["Mexico", "Brazil"]
    for hidden in ("CANARY", "sabesp", "amexcid", "example.org"):
        assert hidden not in told


@pytest.mark.parametrize("fields", [{"sectors": []}, {"sectors": ["health", "health"]}, {"end_year": 2011}])
def test_gaps_of_old_records_break_no_rule(fields: dict[str, object], engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        put(session, builders.exchange(state=ExchangeState.COMPLETED, **{"start_year": 2010, **fields}))
        put(session, *builders.sides())
        put(session, builders.exchange("exc-2", start_year=2010), *builders.sides("exc-2"))
        put(session, builders.exchange("exc-3", end_year=2010), *builders.sides("exc-3"))

    activities = _exported(engine, tmp_path / "iati.xml")

    assert len(activities) == 2
    assert _broken(activities) == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_can_be_broken(rule: Callable[[ET.Element], Iterator[str]]) -> None:
    bad = ET.fromstring(
        """<iati-activity><sector code="9" vocabulary="2" percentage="60"/><sector code="9" percentage="60"/>
        <activity-status code="1"/><activity-status code="9"/><activity-date type="2" iso-date="2030-01-01"/>
        <activity-date type="4" iso-date="2029-01-01"/><activity-date type="4" iso-date="2029-01-01"/>
        <reporting-org ref="XX"/><iati-identifier>a b</iati-identifier><title><narrative> </narrative></title>
        </iati-activity>"""
    )
    no_start = ET.fromstring('<iati-activity><activity-date type="3" iso-date="2029-01-01"/></iati-activity>')

    assert list(rule(no_start if rule is a_start_is_known else bad))


def test_an_exchange_whose_learner_has_no_country_goes_to_an_unnamed_region(engine: Engine, tmp_path: Path) -> None:
    with writing(engine) as session:
        small_region(session)
        row = running(session)
        for side in session.exec(select(ExchangeParticipant).where(ExchangeParticipant.exchange == row.id)):
            side.country = None
        row.sectors = []
    [activity] = _exported(engine, tmp_path / "iati.xml")

    assert _broken([activity]) == []
    assert [one.get("code") for one in activity.findall("recipient-region")] == ["998"]
    assert [one.get("code") for one in activity.findall("sector")] == ["998"]
