"""Match runs, explanations and the clock with a sentence encoder beside the weight table."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from matcher.clock import Clock, tick
from matcher.learning.active import active_model
from matcher.learning.promoting import promote
from matcher.mail.delivering import Outbox
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory
from matcher.matching.explaining import explain_pair
from matcher.matching.run import RunResult, run_matches
from matcher.matching.shelf import IndexShelf
from models.database import reading, writing
from models.match import Match
from models.offer import Offer
from scoring import EXPERT_MODEL
from scoring.text.encoder import Encoder
from tests.builders import offer, organization, request
from tests.conftest import NOW
from tests.encoders import TopicEncoder
from tests.matcher.learning.reviewed import learned

TODAY = NOW.date()


@pytest.fixture
def small(engine: Engine) -> Engine:
    """A request and two offers."""
    with writing(engine) as session:
        session.add_all([organization(), organization("amexcid-mex", "MEX")])
        session.flush()
        session.add_all([request(text="Cañería rota"), offer("off-1", text="Aula"), offer("off-2", text="Grifo")])
    return engine


def _run(engine: Engine, encoder: Encoder | None = None) -> RunResult:
    return run_matches(engine, as_of=TODAY, now=NOW, encoder=encoder)


def test_a_run_with_an_encoder_is_called_after_it_and_made_anew_where_another_comes(small: Engine) -> None:
    plain, heard, again, other = (
        _run(small, encoder) for encoder in (None, TopicEncoder(), TopicEncoder(), TopicEncoder("others"))
    )

    assert plain.run.model_version == EXPERT_MODEL.version
    assert heard.run.model_version == f"{EXPERT_MODEL.version}+encoder:topics"
    assert [one.repeated for one in (heard, again, other)] == [False, True, False]


def test_a_stored_match_and_its_explanation_know_the_encoder_alike(small: Engine) -> None:
    encoder = TopicEncoder()
    _run(small, encoder)

    with reading(small) as session:
        index = IndexShelf(encoder).index(session, TODAY)
        stored = session.exec(select(Match)).all()
        assert len(stored) == 2
        for match in stored:
            found = explain_pair(session, match.request, match.offer, index=index).explanation
            assert match.explanation == found.as_data()
            assert next(one.value for one in found.contributions if one.feature == "alike_meaning") is not None


def test_a_learned_table_takes_the_encoder_and_needs_no_weight_for_it(small: Engine) -> None:
    with writing(small) as session:
        session.add(learned("one"))
        session.flush()
        promote(session, "one", by="Ana", now=NOW)

    with reading(small) as session:
        assert active_model(session).version == "one"
        assert active_model(session, TopicEncoder()).version == "one+encoder:topics"


def test_the_clock_ranks_with_it(small: Engine, tmp_path: Path) -> None:
    outbox = Outbox(small, to_directory(tmp_path), Letterhead("digest@sursur.example", "https://sursur.example"))
    tick(Clock(outbox, domain="sursur.example", holder="one", encoder=TopicEncoder()), now=NOW)

    assert _run(small, TopicEncoder()).repeated


def test_a_renewed_index_hears_the_new_text(small: Engine) -> None:
    shelf = IndexShelf(TopicEncoder())
    with reading(small) as session:
        first = shelf.index(session, TODAY)
    with writing(small) as session:
        session.get_one(Offer, "off-1").text = "Grifo, grifo, cañería"
    with reading(small) as session:
        second = shelf.index(session, TODAY)

    assert first.encoded is not None
    assert second.encoded is not None
    place = second.places["off-1"]
    assert second.encoded.compare("Cañería")[place] > first.encoded.compare("Cañería")[place]
