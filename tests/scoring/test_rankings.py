"""This must beat that. The loser always has the smaller identifier, so that a tie loses too."""

from functools import cache
from typing import Any

import pytest

from matcher.evaluation import read_collection
from scoring import Index, Offer, PastExchange, Practice
from tests.conftest import ROOT
from tests.scoring.builders import TODAY, VACCINES, index, need, offer, order, past
from tests.scoring.pairs import ACROSS_LANGUAGES

HEALTH = ("health",)
REGION = ROOT / "tests" / "judged" / "region"


def in_order(request: dict[str, Any], winner: dict[str, Any], loser: dict[str, Any], **past: Any) -> bool:
    """Whether the winner stands first; both sides say the same unless told otherwise."""
    posts = [offer("z-winner", **{"text": VACCINES, **winner}), offer("a-loser", **{"text": VACCINES, **loser})]
    return order(need(**{"text": VACCINES, **request}), index(*posts, **past)) == ["z-winner", "a-loser"]


@cache
def shelf(*, declared: bool) -> Index:
    """The offers of the pairs among those of the region, so that common words are common; losers first by id."""
    posts = read_collection(REGION).offers
    for number, (wanted, spoken, subject, other) in enumerate(ACROSS_LANGUAGES):
        posts.append(Offer(id=f"{number}-z", language=spoken if declared else None, text=subject))
        posts.append(Offer(id=f"{number}-a", language=wanted[0] if declared else None, text=other))
    return index(*posts)


@pytest.mark.parametrize("declared", [True, False], ids=["declared", "undeclared"])
@pytest.mark.parametrize("number", range(len(ACROSS_LANGUAGES)), ids=[one[0][1] for one in ACROSS_LANGUAGES])
def test_the_same_subject_in_another_language_beats_another_subject_in_ones_own(number: int, *, declared: bool) -> None:
    language, text = ACROSS_LANGUAGES[number][0]
    found = order(need(text, language=language if declared else None), shelf(declared=declared))
    assert found.index(f"{number}-z") < found.index(f"{number}-a")


@pytest.mark.parametrize(
    ("request_", "winner", "loser"),
    [
        pytest.param({}, {}, {"text": "Promoción del turismo cultural"}, id="same subject"),
        pytest.param({}, {"text": "Vacunasion infantil contra el saranpion"}, {"text": "Pesca"}, id="a typo"),
        pytest.param({"sectors": HEALTH}, {"sectors": HEALTH}, {"sectors": ("tourism",)}, id="same sector"),
        pytest.param({"sectors": HEALTH}, {"sectors": ("education",)}, {"sectors": ("extractive",)}, id="same area"),
        pytest.param(
            {"sectors": ("health", "gender")},
            {"sectors": HEALTH},
            {"sectors": ("gender",)},
            id="the first sector",
        ),
        pytest.param({"sdgs": (3,)}, {"sdgs": (3,)}, {"sdgs": (7,)}, id="same goal"),
        pytest.param({"sdgs": (3,)}, {"sdgs": (3,)}, {"sdgs": (3, 4, 5, 6, 7)}, id="focus on the goal"),
        pytest.param(
            {"modalities": ("training",)},
            {"modalities": ("training",)},
            {"modalities": ("equipment",)},
            id="same modality",
        ),
        pytest.param(
            {"modalities": ("training",)},
            {"modalities": ("study-visit",)},
            {"modalities": ("documentation",)},
            id="a modality that can stand in",
        ),
        pytest.param(
            {"working_languages": ("es",)},
            {"working_languages": ("fr", "es")},
            {"working_languages": ("pt",)},
            id="shared language before a near one",
        ),
        pytest.param(
            {"working_languages": ("es",)},
            {"working_languages": ("pt",)},
            {"working_languages": ("zh",)},
            id="near language before a far one",
        ),
        pytest.param(
            {"preferred_provider": "fiocruz"},
            {"organization": "fiocruz"},
            {"organization": "other"},
            id="asked for by name",
        ),
        pytest.param(
            {"country": "SLV", "working_languages": ("en",)},
            {"country": "HND", "working_languages": ("en",)},
            {"country": "JPN", "working_languages": ("en",)},
            id="a similar country",
        ),
        pytest.param(
            {"country": "FJI", "working_languages": ("en",)},
            {"country": "WSM", "working_languages": ("en",)},
            {"country": "AFG", "working_languages": ("en",)},
            id="another island",
        ),
        pytest.param({}, {"published_on": TODAY}, {"published_on": TODAY.replace(year=2022)}, id="fresh"),
        pytest.param({}, {"capacity": 4, "engaged": 0}, {"capacity": 4, "engaged": 3}, id="with room to spare"),
    ],
)
def test_this_beats_that(request_: dict[str, Any], winner: dict[str, Any], loser: dict[str, Any]) -> None:
    assert in_order(request_, winner, loser)


ONE, TWO = {"organization": "one", "country": "BRA"}, {"organization": "two", "country": "BRA"}


@pytest.mark.parametrize(
    "exchanges",
    [
        pytest.param([past("e", "BRA", provider="one", text=VACCINES)], id="taught the same before"),
        pytest.param(
            [
                past("new", "BRA", provider="one", text=VACCINES, start_year=2025),
                past("old", "BRA", provider="two", text=VACCINES, start_year=1985),
            ],
            id="lately",
        ),
        pytest.param(
            [
                past("same", "BRA", provider="one", text=VACCINES),
                past("else", "BRA", provider="two", text="Promoción del turismo"),
            ],
            id="the same, not something else",
        ),
        pytest.param(
            [
                past("well", "BRA", provider="one", sectors=HEALTH, outcome=0.9),
                past("badly", "BRA", provider="two", sectors=HEALTH, outcome=0.1),
            ],
            id="rated well",
        ),
    ],
)
def test_the_provider_with_the_better_record_wins(exchanges: list[PastExchange]) -> None:
    assert in_order({"sectors": HEALTH}, ONE, TWO, exchanges=exchanges)


@pytest.mark.parametrize(
    "exchange",
    [
        pytest.param(past("e", "PER", "BOL"), id="worked together"),
        pytest.param(past("e", "BOL", "PER"), id="can give back"),
        pytest.param(past("e", "PER", "ECU"), id="chosen by a country like the requester"),
    ],
)
def test_a_tie_of_the_past_overturns_two_near_equals(exchange: PastExchange) -> None:
    request = {"country": "BOL"}
    peru, colombia = {"country": "PER"}, {"country": "COL"}
    assert in_order(request, peru, colombia, exchanges=[exchange])
    mirrored = past("e", *("COL" if c == "PER" else c for c in (exchange.provider_country, exchange.requester_country)))
    assert in_order(request, colombia, peru, exchanges=[mirrored])


def test_a_documented_practice_beats_none() -> None:
    practices = [Practice(id="p", title="Sin sarampión", organization="one", sectors=HEALTH)]
    sectors = {"sectors": HEALTH}
    assert in_order({}, {**ONE, **sectors}, {**TWO, **sectors}, practices=practices)


def test_text_beats_every_small_advantage_together() -> None:
    small = {"published_on": TODAY, "capacity": 5, "working_languages": ("es",), "sdgs": (3,)}
    request = {"working_languages": ("es",), "sdgs": (3,)}
    stale = {"published_on": TODAY.replace(year=2023), "working_languages": ("ru",)}
    assert in_order(request, stale, {**small, "text": "Promoción del turismo cultural"})
