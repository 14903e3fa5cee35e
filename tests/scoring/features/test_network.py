"""What the network of past exchanges tells of two countries."""

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models import taxonomy
from scoring import Index, PastExchange, explain
from scoring.features import FEATURES, Family
from scoring.query import ask
from tests.scoring.builders import index, known, need, offer, order, past, value
from tests.scoring.strategies import thorough

TAUGHT = [
    past("e1", "BRA", "BOL"),
    past("e2", "BRA", "PER"),
    past("e3", "CHL", "PER"),
    past("e4", "CUB", "HTI"),
    past("e5", "BRA", "PRY"),
]
CODES = ("BOL", "BRA", "CHL", "CUB", "HTI", "PER")
WORLD = sorted(taxonomy.countries())[::8]
NETWORK = [name for name, feature in FEATURES.items() if feature.family is Family.NETWORK]

ties = st.tuples(st.sampled_from(CODES), st.sampled_from(CODES), st.integers(1990, 2026))
histories = st.lists(ties, min_size=1, max_size=8)


def taught(ends: Sequence[tuple[str, str, int]]) -> list[PastExchange]:
    """A history by teacher, learner and year."""
    return [past(f"e{n}", *pair, start_year=year) for n, (*pair, year) in enumerate(ends)]


def over(exchanges: Sequence[PastExchange], codes: Sequence[str] = CODES) -> Index:
    """One offer a country, called as the country."""
    return index(*(offer(code, country=code) for code in codes), exchanges=exchanges)


def answers(feature: str, home: str, exchanges: Sequence[PastExchange]) -> dict[str, float]:
    """What a feature says of every country to a requester, to nine digits; NaN for unknown."""
    found = FEATURES[feature].measure(ask(need(country=home), over(exchanges)))
    return dict(zip(CODES, np.round(found, 9).tolist(), strict=True))


def same(some: Sequence[PastExchange], others: Sequence[PastExchange]) -> bool:
    """Whether two histories make every feature say the same."""
    found = [[list(answers(one, "BOL", exchanges).values()) for one in NETWORK] for exchanges in (some, others)]
    return np.array_equal(*found, equal_nan=True)


def told(feature: str, home: str, exchanges: Sequence[PastExchange], code: str) -> object:
    """The evidence that an explanation gives for a feature."""
    found, _ = explain(need(country=home), code, over(exchanges))
    return next(dict(one.evidence) for one in found.contributions if one.feature == feature)


def test_countries_that_met_are_told_from_those_that_did_not() -> None:
    assert known("worked_together", need(country="BOL"), over(TAUGHT), "BRA") > 0
    assert value("worked_together", need(country="BOL"), over(TAUGHT), "CUB") == 0


@pytest.mark.parametrize("feature", NETWORK)
def test_a_provider_without_a_past_is_unknown_and_not_zero(feature: str) -> None:
    codes = (*CODES, "JPN")
    assert value(feature, need(country="BOL"), over(TAUGHT, codes), "JPN") is None
    assert value(feature, need(country="BOL"), over(TAUGHT, codes), "BRA") is not None


def test_a_requester_without_a_past_is_judged_by_its_peers_and_by_experience_alone() -> None:
    answers = {feature for feature in NETWORK if value(feature, need(country="JAM"), over(TAUGHT), "BRA") is not None}
    assert answers == {"chosen_by_similar", "wide_experience"}


def test_posts_without_a_country_are_unknown_to_the_network() -> None:
    nowhere = index(offer("a"), exchanges=TAUGHT)
    assert all(value(feature, need(country="BOL"), nowhere) is None for feature in NETWORK)
    unasked = {feature for feature in NETWORK if value(feature, need(), over(TAUGHT), "BRA") is not None}
    assert unasked == {"wide_experience"}


def test_worked_together_and_can_give_back_are_the_two_directions() -> None:
    assert known("worked_together", need(country="BOL"), over(TAUGHT), "BRA") > 0
    assert value("can_give_back", need(country="BOL"), over(TAUGHT), "BRA") == 0
    assert known("can_give_back", need(country="BRA"), over(TAUGHT), "BOL") > 0


def test_more_and_newer_ties_bind_stronger() -> None:
    def tie(*years: int) -> float:
        history = taught([("BRA", "BOL", year) for year in years])
        return known("worked_together", need(country="BOL"), over(history), "BRA")

    assert tie(2025, 2025) > tie(2025) > tie(2010) > tie(1980) > 0


@given(histories, st.integers(0, 7), st.integers(1, 30))
@thorough
def test_a_newer_exchange_never_binds_less(ends: list[tuple[str, str, int]], which: int, years: int) -> None:
    teacher, learner, year = ends[which % len(ends)]
    assume(teacher != learner)
    newer = [*ends]
    newer[which % len(ends)] = (teacher, learner, year + years)
    before, after = (known("worked_together", need(country=learner), over(taught(e)), teacher) for e in (ends, newer))
    assert after > before or year + years > 2026


@given(histories, ties)
@thorough
def test_an_exchange_of_others_never_lowers_what_binds_two_countries(
    ends: list[tuple[str, str, int]], more: tuple[str, str, int]
) -> None:
    assume("BOL" not in more[:2])
    before, after = (answers("worked_together", "BOL", taught(e)) for e in (ends, [*ends, more]))
    assert all(after[code] >= before[code] for code in CODES if not np.isnan(before[code]))


@given(histories, st.randoms(use_true_random=False))
@thorough
def test_the_order_of_the_exchanges_changes_nothing(ends: list[tuple[str, str, int]], chance: Random) -> None:
    history = taught(ends)
    shuffled = [*history]
    chance.shuffle(shuffled)
    assert same(shuffled, history)


@given(histories)
@thorough
def test_an_exchange_told_twice_counts_once(ends: list[tuple[str, str, int]]) -> None:
    """As where two institutions of one country took part in it."""
    history = taught(ends)
    assert same([*history, *history], history)


def test_two_exchanges_are_not_one() -> None:
    one, two = taught([("BRA", "BOL", 2020)]), taught([("BRA", "BOL", 2020), ("BRA", "BOL", 2020)])
    found = [known("worked_together", need(country="BOL"), over(history), "BRA") for history in (one, two)]
    assert found[1] > found[0]


def test_the_choice_of_a_similar_country_counts_more() -> None:
    history = [past("1", "BRA", "GTM"), past("2", "CHL", "JPN")]
    found = [known("chosen_by_similar", need(country="SLV"), over(history), code) for code in ("BRA", "CHL")]
    assert found[0] > found[1] > 0


def test_ones_own_choices_are_not_those_of_peers() -> None:
    assert value("chosen_by_similar", need(country="SLV"), over([past("1", "BRA", "SLV")]), "BRA") in (None, 0)


def test_a_choice_for_something_else_counts_less() -> None:
    history = [
        past("1", "BRA", "GTM", sectors=("health",)),
        past("2", "CHL", "GTM", sectors=("tourism",)),
    ]
    asked = need(country="SLV", sectors=("health",))
    found = [known("chosen_by_similar", asked, over(history), code) for code in ("BRA", "CHL")]
    assert found[0] > found[1] > 0


@pytest.mark.parametrize(
    ("home", "peers", "popular", "chosen"),
    [
        ("SLV", ("GTM", "HND", "NIC"), "COL", "PER"),
        ("BEN", ("TGO", "BFA", "CIV"), "IND", "MYS"),
        ("FJI", ("WSM", "TON", "VUT"), "CHN", "IDN"),
    ],
)
def test_who_taught_countries_like_the_requester_stands_before_who_taught_all_other_regions(
    home: str, peers: Sequence[str], popular: str, chosen: str
) -> None:
    regions = {code: country.region for code, country in taxonomy.countries().items()}
    everywhere = [past(f"w{code}", popular, code) for code in WORLD if regions[code] != regions[home]]
    nearby = [past(f"p{code}", chosen, code) for code in peers]
    assert order(need(country=home), over([*everywhere, *nearby], (popular, chosen))) == [chosen, popular]


def test_who_learned_from_one_country_soon_asks_its_like() -> None:
    """Argentina and Uruguay teach the same countries; Bolivia has learned from Argentina."""
    history = taught(
        [(code, learner, 2020) for code in ("ARG", "URY") for learner in ("PRY", "ECU", "PER")]
        + [("JPN", "KEN", 2020), ("JPN", "NPL", 2020), ("JPN", "LAO", 2020), ("ARG", "BOL", 2020)]
    )
    found = {
        code: known("like_earlier_choices", need(country="BOL"), over(history, (code,)), code)
        for code in ("URY", "JPN")
    }
    assert found["URY"] > found["JPN"]


def test_common_partners_tie_two_countries_that_never_met() -> None:
    near, far = (known("common_partners", need(country="BOL"), over(TAUGHT), code) for code in ("PER", "CUB"))
    assert near > far == 0
    near, far = (known("close_in_network", need(country="BOL"), over(TAUGHT), code) for code in ("CHL", "CUB"))
    assert near > far


def test_a_partner_of_everybody_ties_less_than_a_rare_one() -> None:
    history = taught([("CHN", code, 2020) for code in WORLD])
    history += [past("1", "CHN", "BOL"), past("2", "CHN", "PER"), past("3", "CUB", "BOL"), past("4", "CUB", "HTI")]
    common, rare = (known("common_partners", need(country="BOL"), over(history), code) for code in ("PER", "HTI"))
    assert rare > common > 0


def test_wide_experience_counts_the_countries_taught_and_not_the_exchanges() -> None:
    again = [*TAUGHT, *(past(f"again{n}", "CHL", "PER") for n in range(20))]
    found = [known("wide_experience", need(), over(history), "CHL") for history in (TAUGHT, again)]
    assert found[0] == found[1]
    assert known("wide_experience", need(), over(TAUGHT), "BRA") > found[0] > 0


def test_the_explanation_names_the_countries_that_speak_for_a_provider() -> None:
    assert told("chosen_by_similar", "BOL", TAUGHT, "CHL") == {"countries": ["PER"]}
    assert told("common_partners", "BOL", TAUGHT, "PER") == {"countries": ["BRA"]}
    assert told("like_earlier_choices", "BOL", TAUGHT, "CHL") == {"country": "CHL", "countries": ["BRA"]}
    assert told("wide_experience", "BOL", TAUGHT, "BRA") == {"country": "BRA", "number": 3}
