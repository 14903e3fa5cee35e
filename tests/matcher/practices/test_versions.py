"""A practice in several languages: linked, reviewed one by one, taken back together, ranked once."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.cursors import Part
from matcher.errors import BadInputError, ConflictError, ForbiddenError, NotFoundError
from matcher.matching.records import gather
from matcher.policy import PUBLIC
from matcher.practices.finding import PracticeFilter, practices, the_practice
from matcher.practices.moving import move_practice
from matcher.practices.versions import in_language, missing_languages, translate_practice, versions_of
from matcher.practices.writing import delete_practice, edit_practice
from models.database import writing
from models.practice import Practice, PracticeState
from models.practice_schemas import PracticeMove, PracticeTranslation, PracticeUpdate
from tests import builders
from tests.conftest import NOW
from tests.exchanging import ANALYST, FAR_FOCAL, FOCAL, PROVIDER, RECIPIENT, STRANGER, who
from tests.matched import put

SPANISH = PracticeTranslation(title="Agua en el campo", problem="Falta agua", solution="Juntas", language="es")


def first(session: Session, **fields: str) -> Practice:
    put(session, builders.practice("pra-1", organization="sabesp-bra", **fields))
    return session.get_one(Practice, "pra-1")


def translated(session: Session) -> Practice:
    return translate_practice(session, who(session, RECIPIENT), "pra-1", SPANISH, now=NOW)


def go(session: Session, email: str, row: Practice, state: PracticeState) -> None:
    move_practice(session, who(session, email), row.id, PracticeMove(state=state), version=row.version, now=NOW)


def publish(session: Session, row: Practice) -> None:
    go(session, RECIPIENT, row, PracticeState.SUBMITTED)
    go(session, FOCAL, row, PracticeState.PUBLISHED)


def listed(session: Session, **wanted: str) -> list[str]:
    return [one.id for one in practices(session, PUBLIC, PracticeFilter(**wanted), Part())[0]]  # type: ignore[arg-type]


def test_another_institution_translates_and_a_focal_point_of_the_country_publishes(world: Engine) -> None:
    with writing(world) as session:
        row = first(session)
        version = translated(session)

        assert (version.organization, version.written_by, version.country) == ("sabesp-bra", "amexcid-mex", "BRA")
        assert (version.sectors, version.sdgs, version.state) == (row.sectors, row.sdgs, PracticeState.DRAFT)
        assert [one.id for one in versions_of(session, PUBLIC, row)] == ["pra-1"]
        for email in (STRANGER, FAR_FOCAL, ANALYST):
            with pytest.raises(NotFoundError):
                the_practice(session, who(session, email), version.id)
        publish(session, version)
        assert [one.language for one in versions_of(session, PUBLIC, version)] == ["pt", "es"]
        assert missing_languages(session, version) == ["en", "fr"]


@pytest.mark.long
def test_each_practice_is_listed_once_but_found_by_the_words_of_every_version(world: Engine) -> None:
    with writing(world) as session:
        first(session)
        publish(session, translated(session))
        version = practices(session, PUBLIC, PracticeFilter(language="es"), Part())[0][0]

        assert (
            listed(session) == listed(session, text="agua juntas") == listed(session, text="AGUA cuidam") == ["pra-1"]
        )
        assert listed(session, text="juntas cuidam") == []
        assert listed(session, language="es", text="JUNTAS") == [version.id]
        assert in_language(session, practices(session, PUBLIC, PracticeFilter(), Part())[0], "es")["pra-1"] == version


def test_a_practice_in_two_languages_counts_once_in_the_ranking(world: Engine) -> None:
    with writing(world) as session:
        first(session)
        publish(session, translated(session))

        assert [one.id for one in gather(session, as_of=NOW.date()).practices] == ["pra-1"]


def test_a_version_is_begun_once_and_only_of_what_is_published(world: Engine) -> None:
    with writing(world) as session:
        row = first(session)
        translated(session)
        with pytest.raises(ConflictError, match="somebody writes it already"):
            translate_practice(session, who(session, STRANGER), "pra-1", SPANISH, now=NOW)
        same = SPANISH.model_copy(update={"language": "pt"})
        with pytest.raises(ConflictError, match="somebody writes it already"):
            translate_practice(session, who(session, STRANGER), "pra-1", same, now=NOW)
        with pytest.raises(ForbiddenError):
            translate_practice(session, who(session, ANALYST), "pra-1", SPANISH, now=NOW)
        go(session, PROVIDER, row, PracticeState.DRAFT)
        with pytest.raises(ConflictError, match="not published"):
            translate_practice(session, who(session, PROVIDER), "pra-1", SPANISH, now=NOW)


def test_what_is_taken_back_takes_its_versions_along(world: Engine) -> None:
    with writing(world) as session:
        row, version = first(session), translated(session)
        publish(session, version)
        go(session, PROVIDER, row, PracticeState.DRAFT)

        assert (listed(session), version.state) == ([], PracticeState.DRAFT)
        go(session, RECIPIENT, version, PracticeState.SUBMITTED)
        with pytest.raises(ConflictError, match="publish that one first"):
            go(session, FOCAL, version, PracticeState.PUBLISHED)


def test_tags_of_the_first_version_are_those_of_all(world: Engine) -> None:
    with writing(world) as session:
        row, version = first(session), translated(session)
        with pytest.raises(BadInputError, match="sectors: belongs to the first version"):
            edit_practice(
                session,
                who(session, RECIPIENT),
                version.id,
                PracticeUpdate(sectors=["health"]),
                version=version.version,
                now=NOW,
            )
        go(session, PROVIDER, row, PracticeState.DRAFT)
        wanted = PracticeUpdate(sectors=["health"], results="")
        edit_practice(session, who(session, PROVIDER), "pra-1", wanted, version=row.version, now=NOW)

        assert (row.sectors, version.sectors, row.results) == (["health"], ["health"], None)


def test_only_drafts_that_nothing_needs_are_deleted(world: Engine) -> None:
    with writing(world) as session:
        row, version = first(session), translated(session)
        actor = who(session, PROVIDER)
        with pytest.raises(ConflictError, match="only drafts"):
            delete_practice(session, actor, "pra-1", version=row.version, now=NOW)
        go(session, PROVIDER, row, PracticeState.DRAFT)
        with pytest.raises(ConflictError, match="other languages"):
            delete_practice(session, actor, "pra-1", version=row.version, now=NOW)
        delete_practice(session, who(session, RECIPIENT), version.id, version=version.version, now=NOW)
        put(session, builders.offer("off-9", practices=["pra-1"]))
        with pytest.raises(ConflictError, match="an offer names"):
            delete_practice(session, actor, "pra-1", version=row.version, now=NOW)
