"""Records of another platform come in once, keep where they came from, and each that is left out has its reason."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.catalogues.bringing import bring
from matcher.catalogues.keeping import seen_elsewhere
from matcher.intake.problems import BadFileError
from matcher.policy import TERMINAL
from models.audit import AuditEvent
from models.catalogue import CatalogueKind
from models.database import reading, writing
from models.offer import Offer
from models.practice import Practice
from tests.conftest import NOW
from tests.matcher.catalogues.bringing import BOARDS, brought, offers_file, told


def test_a_record_comes_in_with_where_it_came_from(known: Engine, tmp_path: Path) -> None:
    found = brought(known, offers_file(tmp_path, {"id": "A/1 x", "text": BOARDS, "url": "https://portal.example/1"}))

    [(_, became, key)] = told(found)
    with reading(known) as session:
        offer = session.get_one(Offer, key)
        [place] = seen_elsewhere(session, "offer", [offer.id])[offer.id]
    assert (became, offer.state, offer.text) == ("new", "published", BOARDS)
    assert (place.name, place.licence, place.foreign_id, place.url, place.origin) == (
        *("Portal of good practices", "CC-BY-4.0", "A/1 x"),
        *("https://portal.example/1", True),
    )


def test_the_same_file_again_changes_nothing(known: Engine, tmp_path: Path) -> None:
    path = offers_file(tmp_path, {"id": "1", "text": BOARDS})
    brought(known, path)
    with reading(known) as session:
        before = session.get_one(Offer, "portal:1").version

    assert told(brought(known, path)) == [("1", "unchanged", "portal:1")]
    with reading(known) as session:
        assert session.get_one(Offer, "portal:1").version == before


def test_what_changed_there_changes_here_and_is_in_the_trail(known: Engine, tmp_path: Path) -> None:
    brought(known, offers_file(tmp_path, {"id": "1", "text": BOARDS}))

    found = brought(known, offers_file(tmp_path, {"id": "1", "text": f"{BOARDS} For two years."}))

    assert told(found) == [("1", "changed", "portal:1")]
    with reading(known) as session:
        assert session.get_one(Offer, "portal:1").text.endswith("For two years.")
        events = session.exec(select(AuditEvent.action).where(AuditEvent.key == "portal:1")).all()
        said = session.exec(select(AuditEvent.change).where(AuditEvent.action == "catalogue.brought")).all()
    assert events == ["offer.created", "offer.updated"]
    assert said[-1] == {"changed": [None, 1], "kind": [None, "offer"]}


def test_what_was_edited_here_stays_and_is_said_so(known: Engine, tmp_path: Path) -> None:
    brought(known, offers_file(tmp_path, {"id": "1", "text": BOARDS}))
    with writing(known) as session:
        session.get_one(Offer, "portal:1").title = "Ours now"

    [one] = brought(known, offers_file(tmp_path, {"id": "1", "text": f"{BOARDS} Cheaper."})).outcomes

    assert (one.became, str(one.why)) == ("kept", "it was edited here since; ours stays as it is")
    with reading(known) as session:
        assert session.get_one(Offer, "portal:1").text == BOARDS


def test_one_that_is_here_already_is_seen_elsewhere_and_not_entered_twice(known: Engine, tmp_path: Path) -> None:
    with reading(known) as session:
        ours = session.exec(select(Offer).where(Offer.organization == "abc-bra").order_by(Offer.id)).first()
        assert ours is not None
        count = len(session.exec(select(Offer.id)).all())
    row = {"id": "77", "title": ours.title, "text": f"{ours.text} ", "language": ours.language}

    [one] = brought(known, offers_file(tmp_path, row)).outcomes

    assert (one.became, one.key) == ("seen", ours.id)
    with reading(known) as session:
        assert len(session.exec(select(Offer.id)).all()) == count
        [place] = seen_elsewhere(session, "offer", [ours.id])[ours.id]
    assert (place.foreign_id, place.origin) == ("77", False)


def test_two_of_one_file_that_say_the_same_are_one(known: Engine, tmp_path: Path) -> None:
    path = offers_file(
        tmp_path, {"id": "1", "text": BOARDS}, {"id": "2", "text": BOARDS.replace("We train", "We teach")}
    )

    assert told(brought(known, path)) == [("1", "new", "portal:1"), ("2", "seen", "portal:1")]


def test_a_translation_waits_for_a_person_who_decides_by_same_as(known: Engine, tmp_path: Path) -> None:
    spanish = {
        "id": "2",
        "language": "es",
        "text": "Capacitamos a comunidades rurales del corredor seco para que gestionen sus propias juntas de agua y "
        "mantengan las bombas funcionando.",
    }
    brought(known, offers_file(tmp_path, {"id": "1", "text": BOARDS}))

    [waits] = brought(known, offers_file(tmp_path, spanish)).outcomes
    one = told(brought(known, offers_file(tmp_path, spanish | {"same_as": "portal:1"})))
    other = told(brought(known, offers_file(tmp_path, spanish | {"id": "3", "same_as": "-"})))

    assert (waits.became, waits.key) == ("likely", "portal:1")
    assert "same_as" in str(waits.why)
    assert (one, other) == ([("2", "seen", "portal:1")], [("3", "new", "portal:3")])


def test_each_row_that_is_left_out_has_its_reason_and_the_others_come_in(known: Engine, tmp_path: Path) -> None:
    path = offers_file(
        tmp_path,
        {"id": "1", "text": BOARDS},
        {"id": "2"},
        {"id": "3", "text": "Something else for fishermen at sea", "organization": "nobody-at-all"},
        {"id": "1", "text": "Twice"},
        {"text": "Without a name of its own"},
        {"id": "6", "text": "What", "sectors": "helth"},
        {"id": "7", "text": "Of another", "same_as": "off-nothing"},
    )

    found = brought(known, path)

    reasons = {one.row: str(one.why) for one in found.outcomes if one.became == "skipped"}
    assert found.counts == {"new": 1, "skipped": 6}
    assert [reasons[row].split(":")[0] for row in (3, 4, 6, 7, 8)] == [
        "text",
        "organization",
        "id",
        "sectors",
        "same_as",
    ]
    assert reasons[5] == "it stands in row 2 already"


def test_practices_come_in_too(known: Engine, tmp_path: Path) -> None:
    path = tmp_path / "practices.jsonl"
    path.write_text(
        '{"id": "p-1", "title": "Water boards that last", "problem": "Rural systems were given up.", "solution": '
        '"Elected boards charge a fee.", "language": "en", "organization": "abc-bra"}\n',
        encoding="utf-8",
    )

    assert told(brought(known, path, CatalogueKind.PRACTICES)) == [("p-1", "new", "portal:p-1")]
    with reading(known) as session:
        assert session.get_one(Practice, "portal:p-1").state == "published"


def test_a_file_that_is_none_ends_at_once_with_nothing_written(known: Engine, tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadFileError, match="not UTF-8"):
        brought(known, path)


def test_when_a_record_was_seen_last_is_known(known: Engine, tmp_path: Path) -> None:
    path = offers_file(tmp_path, {"id": "1", "text": BOARDS})
    brought(known, path)

    with writing(known) as session:
        bring(session, TERMINAL, "portal", CatalogueKind.OFFERS, path, now=NOW + timedelta(days=9))
        [place] = seen_elsewhere(session, "offer", ["portal:1"])["portal:1"]
    assert place.last_seen_at == NOW + timedelta(days=9)
