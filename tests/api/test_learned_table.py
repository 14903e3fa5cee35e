"""The API and the pages rank by the table in use."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from matcher.learning.promoting import promote, roll_back
from models.database import writing
from models.weight_table import WeightTable
from scoring import EXPERT_MODEL
from tests.api.conftest import service, talk_to
from tests.conftest import NOW
from tests.matched import put, small_region
from tests.matcher.learning.reviewed import learned

PAIR = "requests/req-agua/offers/off-agua"
NEED = {"text": "agua potable rural", "language": "es", "country": "MEX"}


@pytest.fixture
def small(engine: Engine) -> Iterator[TestClient]:
    """Somebody who uses a small service that ranks by a learned table."""
    with writing(engine) as session:
        small_region(session)
        put(session, learned("learned-1"))
        promote(session, "learned-1", by="Ana", now=NOW)
    app = service(engine.url.render_as_string(hide_password=False))
    with talk_to(app) as client:
        yield client
    app.state.settings.engine.dispose()


def test_the_table_in_use_ranks_and_gives_probabilities(small: TestClient) -> None:
    ranked = small.post("/api/v1/rank", json=NEED).json()
    pair = small.get(f"/api/v1/{PAIR}").json()["explanation"]

    assert ranked["model"] == ranked["places"][0]["explanation"]["model"] == pair["model"] == "learned-1"
    assert 0 < ranked["places"][0]["explanation"]["probability"] < 1
    assert 0 < pair["probability"] < 1


def test_a_roll_back_takes_effect_at_once(small: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        roll_back(session, by="Ana", now=NOW)
    pair = small.get(f"/api/v1/{PAIR}").json()["explanation"]

    assert (pair["model"], pair["probability"]) == (EXPERT_MODEL.version, None)


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_the_page_of_a_pair_names_the_table_and_the_probability(language: str, small: TestClient) -> None:
    html = small.get(f"/{PAIR}", params={"lang": language}).text

    words = {"en": "Probability", "es": "Probabilidad", "pt": "Probabilidade", "fr": "Probabilité"}[language]
    assert "learned-1" in html
    assert words in html


def test_a_table_that_does_not_fit_the_code_is_a_problem_of_the_service(small: TestClient, engine: Engine) -> None:
    with writing(engine) as session:
        table = session.get_one(WeightTable, "learned-1")
        table.manifest = table.manifest | {"features": {}}
    answer = small.post("/api/v1/rank", json=NEED)

    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert "learned-1 does not fit" in answer.json()["detail"]
    assert small.get(f"/{PAIR}", params={"lang": "en"}).status_code == 503
