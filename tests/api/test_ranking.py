"""`POST /api/v1/rank` and the explanation of a pair."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from models.database import reading
from models.match import Match
from tests.api.conftest import HIDDEN
from tests.shell import row_counts

NEED: dict[str, Any] = {
    "title": "Manejo de residuos sólidos",
    "text": "Buscamos experiencia para recuperar residuos sólidos en municipios pequeños.",
    "language": "es",
    "country": "SLV",
    "sectors": ["environment"],
    "modalities": ["technical-assistance"],
    "working_languages": ["es"],
}


def rank(client: TestClient, query: str = "", **fields: Any) -> dict[str, Any]:
    answer = client.post(f"/api/v1/rank{query}", json={**NEED, **fields})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.parametrize("k", [1, 7, 50])
def test_as_many_offers_as_asked_for_come_best_first(client: TestClient, k: int) -> None:
    places = rank(client, k=k)["places"]

    assert [one["rank"] for one in places] == list(range(1, k + 1))
    assert [one["score"] for one in places] == sorted((one["score"] for one in places), reverse=True)
    assert len({one["offer"]["id"] for one in places}) == k


def test_contributions_sum_to_the_score(client: TestClient) -> None:
    for one in rank(client, k=20)["places"]:
        parts = [part["contribution"] for part in one["explanation"]["contributions"]]
        assert round(sum(parts), 6) == one["score"] == one["explanation"]["score"]
        assert len(parts) > 10


def test_the_sentence_is_in_the_language_of_the_reader(client: TestClient) -> None:
    english, spanish = rank(client, k=3), rank(client, "?lang=es", k=3)
    heard = client.post("/api/v1/rank", json={**NEED, "k": 3}, headers={"accept-language": "es-SV,es;q=0.9,en;q=0.5"})
    deaf = client.post("/api/v1/rank", json={**NEED, "k": 3}, headers={"accept-language": "xx,*;q=0.1,;;"})

    def said(answer: dict[str, Any]) -> list[str]:
        return [one["why"] for one in answer["places"]]

    assert said(spanish) == said(heard.json())
    assert said(english) == said(deaf.json())
    assert all(ours != theirs for ours, theirs in zip(said(spanish), said(english), strict=True))
    assert not any(" the " in sentence or " and " in sentence for sentence in said(spanish))


def test_offers_of_the_same_country_are_kept_out(client: TestClient) -> None:
    answer = rank(client, country="BRA", k=50)

    assert "BRA" not in {one["offer"]["country"] for one in answer["places"]}
    assert sum(answer["kept_out"].values()) > 0


def test_a_text_alone_is_ranked(client: TestClient) -> None:
    answer = client.post("/api/v1/rank", json={"text": "lixo"})

    assert answer.status_code == 200
    assert len(answer.json()["places"]) == 5


def test_ranking_stores_nothing(client: TestClient, library: Engine) -> None:
    before = row_counts(library)
    rank(client, text="a need that nobody ever had")

    assert row_counts(library) == before


def test_drafts_are_never_ranked(client: TestClient) -> None:
    assert HIDDEN not in str(rank(client, text=HIDDEN, title=HIDDEN, country="ARG", k=50)["places"])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"sectors": ["helth"]}, "sectors.0"),
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "x" * 20_001}, "text"),
        ({"title": "x" * 301}, "title"),
        ({"country": "BR"}, "country"),
        ({"sdgs": [18]}, "sdgs"),
        ({"k": 0}, "k"),
        ({"k": 51}, "k"),
        ({"text": None}, "text"),
        ({"colour": "red"}, "colour"),
        ({"language": "spanish"}, "language"),
    ],
)
def test_a_need_with_a_fault_is_refused_by_its_field(client: TestClient, fields: dict[str, Any], field: str) -> None:
    answer = client.post("/api/v1/rank", json={**NEED, **fields})

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_the_longest_text_and_odd_characters_are_ranked(client: TestClient) -> None:
    assert rank(client, text="agua " * 4000)["places"]
    assert rank(client, text="💧\u202e水 ﷽")["places"]


def test_a_pair_is_explained_at_the_place_that_the_run_gave_it(client: TestClient, library: Engine) -> None:
    with reading(library) as session:
        match = session.exec(select(Match).where(Match.rank == 1, Match.request == "req-slv-residuos-solidos")).one()
    answer = client.get(f"/api/v1/requests/{match.request}/offers/{match.offer}").json()

    parts = [one["contribution"] for one in answer["explanation"]["contributions"]]
    assert answer["place"] == match.rank_by_score
    assert answer["suggested"] == {
        "place": match.rank,
        "place_by_score": match.rank_by_score,
        "state": "proposed",
        "run": match.run,
    }
    assert round(sum(parts), 6) == answer["explanation"]["score"] == pytest.approx(match.score, abs=0.01)
    assert answer["candidates"] > 100
    assert answer["why"]


def test_third_partners_come_with_reasons_and_evidence_in_the_reader_s_language(client: TestClient) -> None:
    pair = "/api/v1/requests/req-hti-cholera/offers/off-dom-colera-frontera"
    english, french = (
        client.get(pair, params={"lang": language}).json()["third_partners"] for language in ("en", "fr")
    )

    assert 1 <= len(english) <= 3
    assert all(one["evidence"]["identifiers"] for one in english)
    assert [one["id"] for one in french] == [one["id"] for one in english]
    assert "Haiti" in english[0]["why"]
    assert "Haïti" in french[0]["why"]


def test_a_provider_without_a_country_has_no_third_partner(client: TestClient) -> None:
    listed = client.get("/api/v1/offers", params={"limit": 200}).json()["items"]
    offer = next(one["id"] for one in listed if one["country"] is None)

    assert client.get(f"/api/v1/requests/req-hti-cholera/offers/{offer}").json()["third_partners"] == []


def test_a_pair_that_a_gate_keeps_apart_says_why_not(client: TestClient) -> None:
    answer = client.get("/api/v1/requests/req-bra-none/offers/off-abc-gestao-agencia")
    listed = client.get("/api/v1/requests", params={"country": "BRA", "limit": 1}).json()["items"][0]["id"]
    gated = client.get(f"/api/v1/requests/{listed}/offers/off-abc-gestao-agencia").json()

    assert answer.status_code == 404
    assert (gated["place"], gated["explanation"]["gate"] is None) == (None, False)
    assert gated["why"]


@pytest.mark.parametrize("pair", ["requests/a-draft/offers/a-evil", "requests/a-evil/offers/a-draft"])
def test_a_pair_with_a_draft_does_not_exist(client: TestClient, pair: str) -> None:
    assert client.get(f"/api/v1/{pair}").status_code == 404
    assert client.get(f"/{pair}").status_code == 404


def test_a_line_of_an_evaluation_directory_can_be_ranked(client: TestClient) -> None:
    assert rank(client, id="q-1", preferred_provider=None, sdgs=None, sectors=None)["places"]
