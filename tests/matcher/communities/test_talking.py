"""Members ask and answer, correct themselves in time, and those who run a network keep order."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.communities.moderating import close, hide, report, show_again
from matcher.communities.reading import NEWEST, questions, thread
from matcher.communities.talking import MOST_A_DAY, MOST_QUESTIONS_A_DAY, answer, ask, edit_contribution
from matcher.cursors import Part
from matcher.editing import history
from matcher.errors import ConflictError, ForbiddenError, NotFoundError, StaleEditError, TooManyError
from matcher.policy import PUBLIC, Actor
from models.account import Role
from models.community import Community
from models.contribution import AnswerPost, Cause, Contribution, ContributionUpdate, QuestionPost, Reported
from models.database import writing
from tests import builders
from tests.conftest import NOW
from tests.exchanging import FAR_FOCAL, FOCAL, PROVIDER, RECIPIENT, STRANGER, WINDOW, more_people, who
from tests.matched import put, small_region

QUESTION = QuestionPost(title="¿Cómo se mide la anemia?", text="Sin laboratorio.", language="es")
ANSWER = AnswerPost(text="Com um aparelho portátil.", language="pt")
OFF_TOPIC = Reported(cause=Cause.OFF_TOPIC)
STEWARD = Actor("steward@example.org", role=Role.PROVIDER, organization="conagua-mex", country="MEX")


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A network run by CONAGUA: Mexico's agency is a member by itself, Brazil as a country."""
    with writing(engine) as session:
        small_region(session)
        more_people(session)
        put(
            session,
            builders.account(STEWARD.email or "", "provider", organization="conagua-mex"),
            builders.community(organization="conagua-mex"),
            builders.member(organization="amexcid-mex"),
            builders.member(country="BRA"),
        )
        yield session


def asked(session: Session) -> Contribution:
    return ask(session, who(session, RECIPIENT), "com-agua", QUESTION, now=NOW)


def texts(session: Session, actor: Actor) -> list[str]:
    rows, _ = questions(session, actor, "com-agua", part=Part(NEWEST), now=NOW)
    return [one.text for one in rows]


def test_a_member_asks_and_the_agency_of_a_member_country_answers(session: Session) -> None:
    question = asked(session)
    later = NOW + timedelta(hours=1)
    answer(session, who(session, WINDOW), question.id, ANSWER, now=later)

    found = thread(session, who(session, RECIPIENT), question.id, now=later)

    assert (found.question.organization, found.question.answers) == ("amexcid-mex", 1)
    assert [(one.organization, one.text) for one in found.answers] == [("abc-bra", ANSWER.text)]
    assert session.get_one(Contribution, question.id).last_at == later


@pytest.mark.parametrize("email", [PROVIDER, STRANGER, FAR_FOCAL])
def test_who_does_not_belong_neither_asks_nor_reads_what_is_for_members(session: Session, email: str) -> None:
    question, other = asked(session), who(session, email)

    with pytest.raises(ForbiddenError):
        ask(session, other, "com-agua", QUESTION, now=NOW)
    with pytest.raises(ForbiddenError):
        texts(session, other)
    with pytest.raises(NotFoundError):
        answer(session, other, question.id, ANSWER, now=NOW)


def test_everybody_reads_where_the_network_says_so(session: Session) -> None:
    asked(session)
    session.get_one(Community, "com-agua").readers = "public"

    assert texts(session, PUBLIC) == [QUESTION.text]


def test_a_hidden_question_hides_its_thread_and_keeps_its_words_for_those_who_moderate(session: Session) -> None:
    question = asked(session)
    reply = answer(session, who(session, WINDOW), question.id, ANSWER, now=NOW)
    hide(session, STEWARD, question.id, OFF_TOPIC, version=question.version, now=NOW)

    assert texts(session, who(session, WINDOW)) == []
    assert texts(session, who(session, FOCAL)) == [QUESTION.text]
    with pytest.raises(NotFoundError):
        thread(session, Actor("other@example.org", role=Role.AGENCY, country="BRA"), reply.id, now=NOW)
    own = thread(session, who(session, RECIPIENT), question.id, now=NOW).question
    assert (own.hidden_as, own.text) == ("off-topic", "")

    show_again(session, STEWARD, question.id, version=question.version, now=NOW)
    assert texts(session, who(session, WINDOW)) == [QUESTION.text]


def test_a_hidden_answer_leaves_its_reason_in_its_place(session: Session) -> None:
    question = asked(session)
    reply = answer(session, who(session, WINDOW), question.id, ANSWER, now=NOW)
    hide(session, STEWARD, reply.id, OFF_TOPIC, version=reply.version, now=NOW)

    found = thread(session, who(session, RECIPIENT), question.id, now=NOW)

    assert [(one.hidden_as, one.text) for one in found.answers] == [("off-topic", "")]
    assert found.question.answers == 0


def test_members_do_not_moderate(session: Session) -> None:
    question = asked(session)

    with pytest.raises(ForbiddenError):
        hide(session, who(session, WINDOW), question.id, OFF_TOPIC, version=question.version, now=NOW)


def test_a_closed_question_takes_no_answer(session: Session) -> None:
    question = asked(session)
    close(session, STEWARD, question.id, version=question.version, now=NOW)

    with pytest.raises(ForbiddenError):
        answer(session, who(session, WINDOW), question.id, ANSWER, now=NOW)
    with pytest.raises(ConflictError):
        close(session, STEWARD, question.id, version=question.version, now=NOW)


def test_one_corrects_oneself_within_half_an_hour_and_the_earlier_words_stay_on_record(session: Session) -> None:
    question, author = asked(session), who(session, RECIPIENT)
    change = ContributionUpdate(text="Con un laboratorio pequeño.")
    edit_contribution(session, author, question.id, change, version=question.version, now=NOW + timedelta(minutes=29))

    story = [one.change["text"] for one in history(session, "contribution", question.id) if "text" in one.change]
    assert story == [[QUESTION.text, change.text]]
    late = NOW + timedelta(minutes=31)
    with pytest.raises(ForbiddenError):
        edit_contribution(session, author, question.id, change, version=question.version, now=late)
    with pytest.raises(ForbiddenError):
        edit_contribution(session, STEWARD, question.id, change, version=question.version, now=NOW)
    with pytest.raises(StaleEditError):
        edit_contribution(session, author, question.id, change, version=1, now=NOW)


def test_a_report_reaches_those_who_moderate_once_from_each(session: Session) -> None:
    question, window = asked(session), who(session, WINDOW)
    report(session, window, question.id, OFF_TOPIC, now=NOW)

    with pytest.raises(ConflictError):
        report(session, window, question.id, OFF_TOPIC, now=NOW)
    assert thread(session, STEWARD, question.id, now=NOW).question.reports == 1
    assert thread(session, window, question.id, now=NOW).question.reports is None


def test_a_day_has_its_limits_and_the_next_one_begins_anew(session: Session) -> None:
    question, mexico = asked(session), who(session, RECIPIENT)
    for _ in range(MOST_QUESTIONS_A_DAY - 1):
        asked(session)
    with pytest.raises(TooManyError):
        asked(session)
    for _ in range(MOST_A_DAY - MOST_QUESTIONS_A_DAY):
        answer(session, mexico, question.id, ANSWER, now=NOW)
    with pytest.raises(TooManyError):
        answer(session, mexico, question.id, ANSWER, now=NOW)
    assert answer(session, mexico, question.id, ANSWER, now=NOW + timedelta(hours=24)).text == ANSWER.text
