"""Completed exchanges become documented practices."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.cursors import Part
from matcher.errors import ConflictError, ForbiddenError, NotFoundError, StaleEditError
from matcher.exchanges.evaluating import evaluate
from matcher.matching.records import gather
from matcher.policy import PUBLIC, may
from matcher.policy.practices import Documented, PracticeAction
from matcher.practices.drawing import draw_practice
from matcher.practices.finding import PracticeFilter, practices, the_practice
from matcher.practices.moving import move_practice
from matcher.practices.writing import edit_practice
from matcher.trail import trail
from models.database import writing
from models.dossier import dossier_of
from models.practice import Practice, PracticeState
from models.practice_schemas import PracticeMove, PracticeUpdate
from tests.exchanging import (
    ENDS,
    EVERYBODY,
    FAR_FOCAL,
    FOCAL,
    PROVIDER,
    RECIPIENT,
    STRANGER,
    completed,
    on,
    running,
    said,
    who,
)
from tests.matched import put

AT = on(ENDS)


def test_a_draft_tells_problem_solution_and_results(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        evaluate(session, who(session, RECIPIENT), row.id, said(text="Doce comunidades con agua."), now=AT)
        evaluate(session, who(session, PROVIDER), row.id, said(text="Comitês formados."), now=AT)
        practice = draw_practice(session, who(session, RECIPIENT), row.id, now=AT)

        assert (practice.state, practice.organization, practice.exchange) == ("draft", "sabesp-bra", row.id)
        assert "agua potable" in practice.problem
        assert practice.results == "Doce comunidades con agua.\n\nComitês formados."
        assert practice.sectors == ["water-sanitation"]


def test_a_practice_is_drawn_once_and_only_from_what_is_completed(world: Engine) -> None:
    with writing(world) as session:
        row = running(session)
        with pytest.raises(ConflictError, match="running"):
            draw_practice(session, who(session, PROVIDER), row.id, now=AT)
        for email in (RECIPIENT, PROVIDER):
            evaluate(session, who(session, email), row.id, said(), now=AT)
        draw_practice(session, who(session, PROVIDER), row.id, now=AT)
        with pytest.raises(ConflictError, match="already"):
            draw_practice(session, who(session, RECIPIENT), row.id, now=AT)


def test_only_what_a_focal_point_published_is_ranked_and_shown(world: Engine) -> None:
    with writing(world) as session:
        draft = draw_practice(session, who(session, PROVIDER), completed(session).id, now=AT)
        assert gather(session, as_of=AT.date()).practices == []
        assert practices(session, PUBLIC, PracticeFilter(), Part()) == ([], None)
        for email in (STRANGER, FAR_FOCAL):
            with pytest.raises(NotFoundError):
                the_practice(session, who(session, email), draft.id)

        submitted = PracticeState.SUBMITTED, PracticeState.PUBLISHED
        move_practice(
            session, who(session, RECIPIENT), draft.id, PracticeMove(state=submitted[0]), version=draft.version, now=AT
        )
        with pytest.raises(ForbiddenError):
            move_practice(
                session,
                who(session, PROVIDER),
                draft.id,
                PracticeMove(state=submitted[1]),
                version=draft.version,
                now=AT,
            )
        move_practice(
            session, who(session, FOCAL), draft.id, PracticeMove(state=submitted[1]), version=draft.version, now=AT
        )

        assert [one.id for one in gather(session, as_of=AT.date()).practices] == [draft.id]
        assert the_practice(session, who(session, STRANGER), draft.id).id == draft.id


def test_either_side_edits_the_draft_and_nobody_after_it_is_submitted(world: Engine) -> None:
    with writing(world) as session:
        draft = draw_practice(session, who(session, PROVIDER), completed(session).id, now=AT)
        wanted = PracticeUpdate(title="Comités de agua")
        edit_practice(session, who(session, RECIPIENT), draft.id, wanted, version=draft.version, now=AT)
        with pytest.raises(StaleEditError):
            edit_practice(session, who(session, PROVIDER), draft.id, wanted, version=1, now=AT)
        move_practice(
            session,
            who(session, PROVIDER),
            draft.id,
            PracticeMove(state=PracticeState.SUBMITTED),
            version=draft.version,
            now=AT,
        )
        with pytest.raises(ConflictError, match="only drafts"):
            edit_practice(session, who(session, PROVIDER), draft.id, wanted, version=draft.version, now=AT)

        move_practice(
            session,
            who(session, FOCAL),
            draft.id,
            PracticeMove(state=PracticeState.DRAFT),
            version=draft.version,
            now=AT,
        )

        assert (draft.state, draft.title) == ("draft", "Comités de agua")


@pytest.mark.parametrize("email", [*EVERYBODY, None])
@pytest.mark.parametrize("state", PracticeState)
def test_a_list_holds_exactly_what_the_policy_lets_one_see(
    state: PracticeState, email: str | None, world: Engine
) -> None:
    with writing(world) as session:
        row = completed(session)
        fields = {"title": "Agua", "problem": "a", "solution": "b", "language": "es", "state": state}
        put(session, Practice(id="pra-drawn", organization="sabesp-bra", country="BRA", exchange=row.id, **fields))
        put(session, Practice(id="pra-own", organization="sena-col", country="COL", **fields))
        put(session, Practice(id="pra-nowhere", organization="segib", **fields))
        actor = who(session, email) if email else PUBLIC
        every = [Documented(one, dossier_of(session, one.exchange or "")) for one in session.exec(select(Practice))]

        listed = {one.id for one in practices(session, actor, PracticeFilter(state=state), Part())[0]}
        assert listed == {one.id for one in every if may(actor, PracticeAction.SEE, one)}


def test_lists_of_practices_are_filtered(world: Engine) -> None:
    with writing(world) as session:
        fields = {"title": "Agua", "problem": "a", "solution": "b", "language": "es", "sectors": ["health"]}
        put(session, Practice(id="pra-1", organization="sena-col", country="COL", **fields))
        for wanted, count in (
            (PracticeFilter(sector="health", country="COL"), 1),
            (PracticeFilter(sector="energy"), 0),
            (PracticeFilter(country="MEX"), 0),
        ):
            assert len(practices(session, PUBLIC, wanted, Part())[0]) == count


def test_the_history_of_a_draft_is_for_those_who_work_on_it(world: Engine) -> None:
    with writing(world) as session:
        draft = draw_practice(session, who(session, PROVIDER), completed(session).id, now=AT)
        for email in (PROVIDER, RECIPIENT, FOCAL):
            the_practice(session, who(session, email), draft.id, PracticeAction.SEE_HISTORY)
            told = trail(session, who(session, email), "practice", draft.id)
            assert [(one.action, one.who.organization) for one in told] == [("practice.drawn", "sabesp-bra")]
        with pytest.raises(NotFoundError):
            the_practice(session, who(session, STRANGER), draft.id, PracticeAction.SEE_HISTORY)
