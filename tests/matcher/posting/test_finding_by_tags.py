"""Posts are found by their tags, few and many alike, by an index that goes with them through their whole life."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import Session, col, delete, select

from matcher.catalogue import Filter, Order, Part, Standing, list_posts
from matcher.posting.drafting import create_draft, delete_draft, edit_post
from matcher.posting.visibility import find_case
from models.database import reading, writing
from models.migrations import upgrade
from models.offer import Offer
from models.request import Request, RequestDraft, RequestUpdate
from models.searching import FEW
from models.tagging import Tagging
from tests.builders import offer, organization
from tests.conftest import NOW
from tests.matcher.posting.people import AGENCY, actor

pytestmark = pytest.mark.both_databases
TODAY = NOW.date()
DRAFTS = Standing.DRAFT


def found(session: Session, standing: Standing = Standing.OPEN, order: Order = Order.ID, **tags: Any) -> list[str]:
    """The requests that the agency finds by tags."""
    wanted, part = Filter(standing=standing, **tags), Part(order=order)
    rows, _ = list_posts(session, Request, wanted, part, on=TODAY, actor=actor(session, AGENCY))
    return [one.id for one in rows]


def put_draft(world: Engine) -> str:
    """Writes a draft with tags of every kind."""
    with writing(world) as session:
        tags = {"sectors": ["fisheries", "forestry"], "modalities": ["study-visit"], "sdgs": [14, 15]}
        draft = RequestDraft.model_validate({"title": "Manglares", "text": "Cuidar manglares.", **tags})
        return create_draft(session, actor(session, AGENCY), draft, now=NOW).id


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize(
    "tags",
    [{"sector": "forestry"}, {"modality": "study-visit"}, {"sdg": 14}, {"sector": "fisheries", "sdg": 15}],
)
def test_a_post_is_found_by_each_of_its_tags(world: Engine, tags: dict[str, Any], order: Order) -> None:
    key = put_draft(world)
    with reading(world) as session:
        assert found(session, DRAFTS, order, **tags) == [key]


@pytest.mark.parametrize(
    "tags", [{"sector": "forest"}, {"sdg": 1}, {"sdg": 5}, {"modality": "forestry"}, {"sector": "forestry", "sdg": 6}]
)
def test_what_no_post_has_is_not_found(world: Engine, tags: dict[str, Any]) -> None:
    put_draft(world)
    with reading(world) as session:
        assert found(session, DRAFTS, **tags) == []


def test_an_edited_post_is_found_by_its_new_tags_alone(world: Engine) -> None:
    key = put_draft(world)
    with writing(world) as session:
        case = find_case(session, actor(session, AGENCY), Request, key)
        update = RequestUpdate(sectors=["forestry", "tourism"])
        edit_post(session, actor(session, AGENCY), case, update, version=case.post.version, now=NOW)
    with reading(world) as session:
        assert found(session, DRAFTS, sector="fisheries") == []
        assert found(session, DRAFTS, sector="tourism") == found(session, DRAFTS, sdg=14) == [key]


def test_of_a_deleted_draft_no_tags_stay(world: Engine) -> None:
    key = put_draft(world)
    with writing(world) as session:
        case = find_case(session, actor(session, AGENCY), Request, key)
        delete_draft(session, actor(session, AGENCY), case, version=case.post.version, now=NOW)
    with reading(world) as session:
        assert found(session, Standing.ANY, sector="fisheries") == []
        assert session.exec(select(Tagging).where(col(Tagging.key) == key)).all() == []


def test_an_upgrade_makes_posts_be_found_that_came_another_way(world: Engine) -> None:
    came = offer("off-raw", organization="apc-col", country="COL", sectors=["fisheries"], sdgs=[14]).model_dump()
    with writing(world) as session:
        session.execute(insert(Offer), [came])
        session.exec(delete(Tagging).where(col(Tagging.key) == "off-agua"))  # type: ignore[call-overload]
        left = session.get_one(Offer, "off-agua").sectors[0]

    upgrade(world)

    with reading(world) as session:
        for wanted, key in ((Filter(sector="fisheries", sdg=14), "off-raw"), (Filter(sector=left), "off-agua")):
            rows, _ = list_posts(session, Offer, wanted, on=TODAY)
            assert key in {one.id for one in rows}


@pytest.mark.long
@pytest.mark.parametrize("order", Order)
def test_what_many_have_is_found_like_what_few_have(engine: Engine, order: Order) -> None:
    many = FEW + 3
    with writing(engine) as session:
        session.add(organization())
        session.flush()
        session.add_all(
            offer(
                f"off-{number:04}",
                sectors=["health", "fisheries"] if number % 500 == 0 else ["health"],
                published_at=NOW - timedelta(minutes=number * 7 % 100),
            )
            for number in range(many)
        )
    with reading(engine) as session:
        for sector, has in (("health", range(many)), ("fisheries", range(0, many, 500)), ("tourism", range(0))):
            rows, _ = list_posts(session, Offer, Filter(sector=sector), Part(limit=many, order=order), on=TODAY)
            assert sorted(one.id for one in rows) == [f"off-{one:04}" for one in has]
