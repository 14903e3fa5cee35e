"""Communities that are registered here, kept in order and put aside without being lost."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.communities.editing import archive_community, create_community, edit_community
from matcher.communities.finding import CommunityFilter, communities, the_circle
from matcher.communities.talking import ask
from matcher.cursors import Part
from matcher.errors import ConflictError, ForbiddenError, SursurError
from matcher.policy import PUBLIC
from models.community import Community, CommunityPost, CommunityUpdate
from models.contribution import QuestionPost
from models.database import writing
from tests.conftest import NOW
from tests.exchanging import ADMINISTRATOR, RECIPIENT, more_people, who

TODAY = NOW.date()
WANTED = CommunityPost(name="Red de agua rural", organization="amexcid-mex", aim="Agua para todos", language="es")


def registered(session: Session) -> Community:
    more_people(session)
    return create_community(session, who(session, ADMINISTRATOR), WANTED, now=NOW)


def listed(session: Session) -> list[str]:
    return [row.id for row in communities(session, PUBLIC, CommunityFilter(), Part(), on=TODAY)[0]]


def test_an_administrator_registers_a_community_and_those_who_run_it_keep_it(small: Engine) -> None:
    with writing(small) as session:
        row = registered(session)
        with pytest.raises(ForbiddenError):
            create_community(session, who(session, RECIPIENT), WANTED, now=NOW)

        assert listed(session) == [row.id]
        change = CommunityUpdate(aim="Agua y saneamiento")
        edit_community(session, who(session, RECIPIENT), row.id, change, version=row.version, now=NOW)
        assert row.aim == "Agua y saneamiento"


def test_one_name_is_one_community(small: Engine) -> None:
    with writing(small) as session:
        registered(session)
        again = WANTED.model_copy(update={"name": "RED DE AGUA RÚRAL"})
        with pytest.raises(ConflictError, match="there is a community of this name already"):
            create_community(session, who(session, ADMINISTRATOR), again, now=NOW)


def test_an_archived_community_is_read_but_neither_listed_nor_asked_and_comes_back(small: Engine) -> None:
    with writing(small) as session:
        row, admin = registered(session), who(session, ADMINISTRATOR)
        question = QuestionPost(title="¿Cómo se mide el cloro?", text="Sin laboratorio.", language="es")

        archive_community(session, admin, row.id, archived=True, version=row.version, now=NOW)
        assert listed(session) == []
        assert the_circle(session, PUBLIC, row.id, on=TODAY).community.archived_at == NOW
        with pytest.raises(SursurError):
            ask(session, who(session, RECIPIENT), row.id, question, now=NOW)

        archive_community(session, admin, row.id, archived=False, version=row.version, now=NOW)
        assert listed(session) == [row.id]
