"""The yardsticks: popularity for country pairs, and the engine that is a package of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from matcher.evaluation.baselines import BASELINES
from matcher.evaluation.directory import Collection
from scoring import Offer, PastExchange, Request
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
