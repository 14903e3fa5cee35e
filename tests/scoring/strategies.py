"""Small generated worlds: posts, exchanges and practices with many facts missing, doubled or strange."""

from datetime import timedelta

from hypothesis import Phase, settings
from hypothesis import strategies as st

from scoring import Offer, PastExchange, Practice, Request
from tests.scoring.builders import TODAY

phases = (Phase.explicit, Phase.generate, Phase.shrink)
thorough = settings(deadline=None, max_examples=50, derandomize=True, database=None, phases=phases)

WORDS = ("agua", "potable", "vacunación", "sarampo", "eau", "café", "rust", "énergie", "de la", "of")
texts = st.one_of(st.just(""), st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), st.text(max_size=40))
countries = st.sampled_from([None, "BOL", "BRA", "CUB", "HTI", "JPN", "XXX"])
organizations = st.sampled_from([None, "one", "two", "three"])
tongues = st.sampled_from([None, "es", "pt", "fr", "en", "ja", "xx"])
days = st.none() | st.integers(-1500, 400).map(lambda shift: TODAY + timedelta(days=shift))
years = st.none() | st.integers(1950, 2030)


def _some(*values: object) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.sampled_from(values), max_size=3).map(tuple)


_post = {
    "text": texts,
    "title": texts,
    "language": tongues,
    "organization": organizations,
    "country": countries,
    "sectors": _some("health", "multisector", "no-such-sector"),
    "modalities": _some("training", "equipment", "no-such-modality"),
    "working_languages": _some("es", "pt", "fr", "xx"),
    "sdgs": _some(3, 7, 99),
    "published_on": days,
    "expires_on": days,
}
requests = st.builds(
    Request,
    id=st.just("req"),
    preferred_provider=organizations,
    parked=st.frozensets(st.sampled_from(["off-0", "off-1"]), max_size=1),
    excluded=st.frozensets(st.sampled_from(["one", "two"]), max_size=1),
    **_post,
)
counts = st.integers(0, 5)


@st.composite
def offer_lists(draw: st.DrawFn, most: int = 5) -> list[Offer]:
    """One to `most` offers with identifiers of their own."""
    return [
        draw(
            st.builds(
                Offer,
                id=st.just(f"off-{number}"),
                practices=_some("pra-0", "pra-none"),
                capacity=st.none() | counts,
                engaged=counts,
                **_post,
            )
        )
        for number in range(draw(st.integers(1, most)))
    ]


exchange_lists = st.lists(
    st.builds(
        PastExchange,
        id=st.sampled_from([f"exc-{number}" for number in range(6)]),
        requester_country=countries,
        provider_country=countries,
        requester=organizations,
        provider=organizations,
        text=texts,
        language=tongues,
        sectors=_some("health", "energy", "no-such-sector"),
        start_year=years,
        end_year=years,
        outcome=st.none() | st.floats(0, 1),
    ),
    max_size=5,
)
practice_lists = st.lists(
    st.builds(
        Practice,
        id=st.sampled_from(["pra-0", "pra-1"]),
        title=texts,
        organization=organizations,
        sectors=_some("health", "energy"),
    ),
    max_size=2,
)
