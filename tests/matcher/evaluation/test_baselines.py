"""The yardsticks: popularity for country pairs, and the engine that is a package of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from matcher.evaluation.baselines import BASELINES, ranker
from matcher.evaluation.directory import Collection
from scoring import Offer, PastExchange, Request
from scoring.text.encoder import Encoder
from tests.encoders import PACKAGE, TopicEncoder
from tests.matcher.evaluation.builders import AGUA, Terminal, write_collection

OFFERS = [
    Offer(id="agua", text=AGUA),
    Offer(id="pesca", text="Pesca artesanal y comercio de mariscos"),
    Offer(id="empty"),
    Offer(id="long", text="Agua para riego, y además caminos, puentes, escuelas, hospitales y mercados rurales"),
]


def order(baseline: str, text: str) -> list[str]:
    """The offers that a baseline scores above 0, best first."""
    values = BASELINES[baseline](Collection("x", OFFERS, [], [], {}))(Request(id="q", text=text))
    found = {offer.id: value for offer, value in zip(OFFERS, values, strict=True) if value > 0}
    return sorted(found, key=lambda one: -found[one])


@pytest.mark.parametrize("baseline", ["bm25", "tantivy"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("agua potable", ["agua", "long"]),
        ("MARISCOS", ["pesca"]),
        ("mariscos AND NOT pesca", ["pesca"]),
        ('"agua (potable: [+~', ["agua", "long"]),
        ("telescopios", []),
        ("", []),
        ("?!", []),
    ],
)
def test_bm25_finds_words_and_takes_no_sign_for_an_operator(baseline: str, text: str, expected: list[str]) -> None:
    assert order(baseline, text)[: len(expected)] == expected
    assert bool(order(baseline, text)) == bool(expected)


def test_an_engine_that_is_not_installed_says_how_to_install_it(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    code, out, err = terminal.run(write_collection(tmp_path), "--baseline", "tantivy")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "pip install tantivy" in err


def test_the_service_starts_without_packages_for_developers() -> None:
    program = "import sys; sys.modules['tantivy'] = None; import api.cli"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_popularity_foretells_country_pairs(tmp_path: Path, terminal: Terminal) -> None:
    """Brazil taught twice, Chile once, Peru never; all three are relevant to someone."""
    taught = {"e1": ("BOL", "BRA"), "e2": ("PRY", "BRA"), "e3": ("BOL", "CHL")}
    folder = write_collection(
        tmp_path,
        offers=[{"id": code, "country": code} for code in ("BRA", "CHL", "PER")],
        requests=[{"id": "q", "country": "ECU"}, {"id": "r", "country": "URY"}],
        exchanges=[
            {"id": one, "requester_country": learner, "provider_country": teacher}
            for one, (learner, teacher) in taught.items()
        ],
        qrels="q 0 BRA 1\nr 0 CHL 1\n",
    )
    found = terminal.data(folder, "--baseline", "popularity")
    assert found["auc"]["baselines"]["popularity"]["auc_within"] == (1 + 1 / 2) / 2
    assert found["auc"]["baselines"]["popularity"]["auc_over_all"] == (2 * 2 + 2) / 8
    assert found["baselines"]["popularity"]["mrr@10"] == 0.75


def test_popularity_counts_an_organization_on_top_of_its_country() -> None:
    offers = [
        Offer(id="inta", organization="inta", country="ARG"),
        Offer(id="other", organization="other", country="ARG"),
        Offer(id="stranger"),
    ]
    history = [PastExchange(id="e", provider="inta", provider_country="ARG"), PastExchange(id="f")]
    counted = BASELINES["popularity"](Collection("x", offers, [], history, {}))
    assert counted(Request(id="q")).tolist() == [2, 1, 0]


def test_an_encoder_finds_what_no_word_leads_to_and_takes_an_empty_text_for_nothing() -> None:
    offers = [Offer(id="school", text="Aula"), Offer(id="water", text="Grifo"), Offer(id="empty")]
    ranked = ranker("encoder", Collection("x", offers, [], [], {}), TopicEncoder())

    school, water, empty = ranked(Request(id="q", text="Cañería"))
    assert water > school > empty == 0
    assert ranked(Request(id="q")).tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--baseline", "encoder"], "--encoder PATH"),
        (["--baseline", "astrology"], "there are bm25"),
        (["--encoder", "/nowhere/model"], "/nowhere/model"),
        (["--disable", "alike_meaning"], "no feature alike_meaning"),
    ],
)
def test_an_encoder_that_is_not_there_is_missed_in_one_line(
    options: list[str], says: str, tmp_path: Path, terminal: Terminal
) -> None:
    code, out, err = terminal.run(write_collection(tmp_path), *options)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert says in err


@pytest.mark.encoder
def test_an_encoder_joins_the_ranking_and_is_judged_alone(
    sentence_encoder: Encoder, tmp_path: Path, terminal: Terminal
) -> None:
    run = tmp_path / "run.txt"
    options = ["--encoder", PACKAGE, "--baseline", "encoder", "--run", str(run), "--ablation"]
    found = terminal.data(write_collection(tmp_path), *options)
    assert found["baselines"]["encoder"]["recall@5"] == 1
    assert f"+encoder:{sentence_encoder.name}" in run.read_text()
    assert "alike_meaning" in {one["feature"] for one in found["ablation"]}


@pytest.mark.encoder
def test_without_its_row_the_ranking_with_an_encoder_is_the_plain_one(
    sentence_encoder: Encoder, tmp_path: Path, terminal: Terminal
) -> None:
    folder = write_collection(tmp_path)
    less = terminal.data(folder, "--encoder", PACKAGE, "--disable", "alike_meaning")
    assert less["metrics"] == terminal.data(folder)["metrics"]
