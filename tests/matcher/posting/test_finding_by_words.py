"""Posts are found by any part of what they say, by an index that goes with them through their whole life."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import Session, col, delete, select

from matcher.catalogue import Filter, Order, Part, Standing, list_posts
from matcher.intake.loading import ImportKind, import_file
from matcher.posting.drafting import create_draft, delete_draft, edit_post
from matcher.posting.ending import withdraw
from matcher.posting.visibility import find_case
from models.database import reading, trying, writing
from models.folding import folded
from models.migrations import upgrade
from models.offer import Offer
from models.request import Request, RequestDraft, RequestUpdate
from models.search_text import SearchText
from models.searching import FEW
from tests.builders import offer, organization
from tests.conftest import NOW
from tests.matcher.posting.people import AGENCY, actor

pytestmark = pytest.mark.both_databases
TODAY = NOW.date()
RARE = "teledetección"


def found(session: Session, words: str, standing: Standing = Standing.OPEN, who: str = AGENCY) -> list[str]:
    """The requests in which somebody finds some words."""
    reader = actor(session, who)
    rows, _ = list_posts(session, Request, Filter(text=words, standing=standing), on=TODAY, actor=reader)
    return [one.id for one in rows]


def put_draft(world: Engine) -> str:
    """Writes a draft that says something rare."""
    with writing(world) as session:
        draft = RequestDraft(title="Humedales", text=f'Vigilar humedales por {RARE} y "drones".')
        return create_draft(session, actor(session, AGENCY), draft, now=NOW).id


@pytest.mark.parametrize(
    "words", [RARE, "TELEDETECCION", "detecc", "es por tele", '"drones"', '"drones".', "y", "humedales"]
)
def test_a_new_post_is_found_by_any_part_of_its_words(world: Engine, words: str) -> None:
    key = put_draft(world)
    with reading(world) as session:
        assert key in found(session, words, Standing.DRAFT)


@pytest.mark.parametrize(
    "words", ["teledetection", "humedal por", "drones*", "humedales OR agua", "%", "_", "' --", "(", "zzz"]
)
def test_what_no_post_says_is_not_found(world: Engine, words: str) -> None:
    put_draft(world)
    with reading(world) as session:
        assert found(session, words, Standing.ANY) == []


def test_nobody_finds_a_draft_of_others(world: Engine) -> None:
    put_draft(world)
    with reading(world) as session:
        rows, _ = list_posts(session, Request, Filter(text=RARE, standing=Standing.ANY), on=TODAY)
        assert rows == []


def test_an_edited_post_is_found_by_its_new_words_alone(world: Engine) -> None:
    key = put_draft(world)
    with writing(world) as session:
        case = find_case(session, actor(session, AGENCY), Request, key)
        update = RequestUpdate(text="Vigilar humedales desde el aire.")
        edit_post(session, actor(session, AGENCY), case, update, version=case.post.version, now=NOW)
    with reading(world) as session:
        assert found(session, RARE, Standing.DRAFT) == []
        assert found(session, "desde el aire", Standing.DRAFT) == found(session, "humedales", Standing.DRAFT) == [key]


def test_an_edit_that_is_taken_back_leaves_the_words_as_they_were(world: Engine) -> None:
    key = put_draft(world)
    with trying(world) as session:
        session.get_one(Request, key).text = "Otra cosa."
        session.flush()
        assert found(session, RARE, Standing.DRAFT) == []
    with reading(world) as session:
        assert found(session, RARE, Standing.DRAFT) == [key]


def test_a_withdrawn_post_is_found_among_the_withdrawn(world: Engine) -> None:
    key = put_draft(world)
    with writing(world) as session:
        withdraw(session, actor(session, AGENCY), find_case(session, actor(session, AGENCY), Request, key), now=NOW)
    with reading(world) as session:
        assert found(session, RARE, Standing.DRAFT) == found(session, RARE) == []
        assert found(session, RARE, Standing.WITHDRAWN) == [key]


def test_of_a_deleted_draft_no_words_stay(world: Engine) -> None:
    key = put_draft(world)
    with writing(world) as session:
        case = find_case(session, actor(session, AGENCY), Request, key)
        delete_draft(session, actor(session, AGENCY), case, version=case.post.version, now=NOW)
    with reading(world) as session:
        assert found(session, RARE, Standing.ANY) == []
        assert session.exec(select(SearchText).where(col(SearchText.words).contains("humedales"))).all() == []


def test_imported_posts_are_found(world: Engine, tmp_path: Path) -> None:
    rows = [
        {"id": f"req-{name}", "title": name, "text": f"Aprender {name}.", "organization": "amexcid-mex"}
        for name in ("apicultura", "acuicultura")
    ]
    path = tmp_path / "requests.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    with writing(world) as session:
        import_file(session, ImportKind("requests"), path, now=NOW, actor="test")
    with reading(world) as session:
        assert found(session, "apicultura", Standing.ANY) == ["req-apicultura"]
        assert found(session, "cultura.", Standing.ANY) == ["req-acuicultura", "req-apicultura"]


def test_an_upgrade_makes_posts_be_found_that_came_another_way(world: Engine) -> None:
    columns = offer("off-raw", organization="apc-col", country="COL", text=RARE).model_dump()
    with writing(world) as session:
        session.execute(insert(Offer), [columns])
        session.exec(delete(SearchText).where(col(SearchText.key) == "off-agua"))  # type: ignore[call-overload]

    upgrade(world)

    with reading(world) as session:
        for words, keys in ((RARE, {"off-raw"}), ("agua potable", {"off-agua", "off-raw"})):
            rows, _ = list_posts(session, Offer, Filter(text=words), on=TODAY)
            assert {one.id for one in rows} == keys


@pytest.mark.long
@pytest.mark.parametrize("order", Order)
def test_what_many_say_is_found_like_what_few_say(engine: Engine, order: Order) -> None:
    many = FEW + 3
    with writing(engine) as session:
        session.add(organization())
        session.flush()
        session.add_all(offer(f"off-{number:04}", text=f"Número {number:04}") for number in range(many))
    with reading(engine) as session:
        for words in ("numero", "número 100", "NUMERO 0007", "número 10", "07"):
            rows, _ = list_posts(session, Offer, Filter(text=words), Part(limit=many, order=order), on=TODAY)
            says = [one for one in range(many) if folded(words) in f"numero {one:04}"]
            assert sorted(one.id for one in rows) == [f"off-{one:04}" for one in says]
