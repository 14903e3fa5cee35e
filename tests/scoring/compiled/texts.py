"""Generated texts: words and phrases of four languages, names, numbers, strangers and oddities, mixed."""

from functools import cache

from hypothesis import strategies as st
from stop_words import get_stop_words

from models import taxonomy
from scoring.text.lexicon import concepts
from scoring.text.vocabulary import entries
from scoring.text.words import LANGUAGES

ODD = (
    "ﾞﾞ",
    "İstanbul",
    "ßßß",
    "e\u0301nergie",
    "ﬁnance",
    "水の管理",
    "ªº",
    "Ǆǆ",
    "\ud800",
    "\x00",
    "\u202eagua\u202c",
    "👩🏽‍🌾",
    "e-government",
    "o-o",
    "l'eau",
    "COVID-19",
    "ſanté",
    "ʼnn",
    "Ⅷ",
    "½",
    "१२३",
)
SEPARATORS = (" ", "  ", "\n", ", ", ". ", "-", "'", "/", "_", "\u00a0")


@cache
def known_words(language: str) -> list[str]:
    """The words and phrases that the vocabulary and the lexicon know in a language."""
    spoken = {word for entry in entries() for word in entry[language]}
    return sorted(spoken | {term for concept in concepts().values() for term in concept.terms[language]})


@cache
def names(language: str) -> list[str]:
    """Countries, their people and languages."""
    codes = taxonomy.countries()
    people = {demonym for code in codes for demonym in taxonomy.demonyms(code, language)}
    spoken = {taxonomy.language_name(code, language) for code in taxonomy.languages()}
    return sorted(people | spoken | {taxonomy.country_name(code, language) for code in codes})


def _of(language: str) -> st.SearchStrategy[str]:
    joining = sorted(get_stop_words(LANGUAGES[language]))
    known = st.sampled_from(known_words(language)) | st.sampled_from(names(language)) | st.sampled_from(joining)
    return known | known.map(str.upper) | known.map(str.capitalize)


_stranger = st.text("abcdeghilmnorstuvzçãéñœ", min_size=2, max_size=12)
_word = st.one_of(
    *(_of(language) for language in LANGUAGES),
    *(_of(language) for language in LANGUAGES),
    _stranger,
    st.integers(0, 2100).map(str),
    st.sampled_from(ODD),
    st.text(max_size=6),
    st.builds(lambda start, times: start * times, _stranger, st.integers(5, 40)),
)


@st.composite
def fields(draw: st.DrawFn, most: int = 25) -> str:
    """A title or a text; many are in one language for the greater part."""
    words = draw(st.lists(_word, max_size=most))
    if draw(st.booleans()):
        words += draw(st.lists(_of(draw(st.sampled_from(list(LANGUAGES)))), max_size=most))
    return "".join(word + draw(st.sampled_from(SEPARATORS)) for word in words)


texts = st.tuples(
    st.tuples(st.just("") | fields(8), st.just("") | fields()),
    st.sampled_from([None, *LANGUAGES, "xx"]),
)
"""Title and text, with the language that they declare."""
