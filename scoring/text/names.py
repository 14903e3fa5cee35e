"""Names of countries, of their people and of languages, told apart from what a text is about.

Country and language names come from CLDR (Babel) in the four languages, demonyms from the taxonomy. A request of Peru
that says "Peru" five times is not about Peru, nor does an offer resemble it for being Peruvian.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from models import taxonomy
from scoring.text.derived import derived
from scoring.text.entries import entries
from scoring.text.words import LANGUAGES, Word, all_stems, fold, split_words


@dataclass(frozen=True)
class Names:
    """What a text names: countries (ISO 3166-1 alpha-3) and languages (ISO 639-1), and which of its words they take."""

    countries: frozenset[str]
    languages: frozenset[str]
    places: frozenset[int]


@dataclass(frozen=True)
class _Name:
    words: frozenset[str]
    stems: tuple[str, ...]
    countries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    capital: bool = True


def names_in(words: Sequence[Word], language: str) -> Names:
    """The names in a text: long ones before short ones, since Guinea-Bissau is not Guinea."""
    found: dict[int, _Name] = {}
    taken: set[int] = set()
    for start in range(len(words)):
        name = None if start in taken else _name_at(words, start, language)
        if name is not None:
            found[start] = name
            taken |= set(range(start, start + len(name.stems)))
    countries = frozenset(code for name in found.values() for code in name.countries)
    languages = frozenset(code for name in found.values() for code in name.languages)
    return Names(countries, languages, frozenset(taken))


def _name_at(words: Sequence[Word], start: int, language: str) -> _Name | None:
    first = words[start]
    for name in names(language).get(first.stem, ()):
        stems = tuple(word.stem for word in words[start : start + len(name.stems)])
        if stems == name.stems and (first.written[0].isupper() or not name.capital):
            return name
    return None


@derived
def names(language: str) -> dict[str, list[_Name]]:
    """The names that a text of a language may use, by their first stem, the longest first."""
    found: dict[str, list[_Name]] = {}
    for name in _joined(language):
        found.setdefault(name.stems[0], []).append(name)
    return {first: sorted(names, key=lambda name: -len(name.stems)) for first, names in found.items()}


def _joined(language: str) -> Iterator[_Name]:
    """Each name once: Dominican is of two countries, Spanish of a country and a language."""
    joined: dict[tuple[str, ...], _Name] = {}
    for name in _written(language):
        other = joined.get(name.stems, name)
        joined[name.stems] = _Name(
            name.words | other.words,
            name.stems,
            name.countries | other.countries,
            name.languages | other.languages,
            name.capital and other.capital,
        )
    common = _common_words(language)
    yield from (name for stems, name in joined.items() if stems and not common.get(stems, name.words) - name.words)


@cache
def _common_words(language: str) -> dict[tuple[str, ...], frozenset[str]]:
    """The words of the vocabulary, folded, by their stem: `saúde` has the stem of the Saudis and is none."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in entries():
        for written in entry[language]:
            if " " not in written:
                found[_stems(written, language)].add(fold(written))
    return {stems: frozenset(words) for stems, words in found.items()}


def _written(language: str) -> Iterator[_Name]:
    capital = language == "en"
    for code in taxonomy.countries():
        for spoken in LANGUAGES:
            yield _name(taxonomy.country_name(code, spoken), language, countries=frozenset({code}))
        for demonym in taxonomy.demonyms(code, language):
            yield _name(demonym, language, countries=frozenset({code}), capital=capital)
    for code in taxonomy.languages():
        name = taxonomy.language_name(code, language)
        yield _name(name, language, languages=frozenset({code}), capital=capital or name[0].isupper())


def _name(written: str, language: str, **facts: Any) -> _Name:  # noqa: ANN401
    return _Name(frozenset({fold(written)}), _stems(written, language), **facts)


def _stems(name: str, language: str) -> tuple[str, ...]:
    return all_stems(split_words(name, language))
