"""A text as the ranking reads it: in which languages, what it names, what it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scoring.text.associations import around
from scoring.text.names import Names, names_in
from scoring.text.recognition import outright_terms, places_of, spoken_of
from scoring.text.vocabulary import Meanings, spoken_meanings
from scoring.text.words import WORD, Word, all_stems, detect_language, is_plainly, reading_language, word_of

LONG_ENOUGH = 8
"""Words of a field from which its language is looked at: shorter ones are read like the rest."""
HARDLY_ANOTHER = 0.55
"""Weight of a meaning that is one of three at most: only such meanings are told to a reader."""
SURELY = 0.9
"""Strength from which a term of the lexicon counts as one of the text's own phrases."""
CERTAIN = 0.99
"""How sure the detection of a field's language must be to differ from that of its post."""


@dataclass(frozen=True)
class Part:
    """The words of a text that are in one language, and the names among them."""

    language: str
    words: tuple[Word, ...]
    names: Names

    @cached_property
    def topical(self) -> tuple[Word, ...]:
        """The words that say what the text is about: neither function words nor names of places and languages."""
        return tuple(word for place, word in enumerate(self.words) if word.content and place not in self.names.places)

    @cached_property
    def all_stems(self) -> tuple[str, ...]:
        """The stems of all words in order."""
        return all_stems(self.words)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each stem stands."""
        return places_of(self.all_stems)


@dataclass(frozen=True)
class Reading:
    """A text that was read, by language; `language` is that of the post as a whole."""

    language: str
    parts: tuple[Part, ...]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The topical words of all parts."""
        return tuple(word for part in self.parts for word in part.topical)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Their stems."""
        return all_stems(self.words)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that the text names, themselves or by their people."""
        return frozenset(code for part in self.parts for code in part.names.countries)

    @cached_property
    def outright(self) -> dict[str, str]:
        """The concepts that the text names outright, each with the words by which it does."""
        found: dict[str, str] = {}
        for part in self.parts:
            for slug, places in spoken_of(part.places, outright_terms(part.language)).items():
                found.setdefault(slug, " ".join(part.words[place].written for place in places))
        return found

    @cached_property
    def spoken(self) -> tuple[tuple[str, Meanings], ...]:
        """The words and phrases of the text as written, each with its meanings."""
        return tuple(one for part in self.parts for one in spoken_meanings(part.topical, part.language))

    @cached_property
    def sure_meanings(self) -> dict[str, str]:
        """For each meaning the first word or phrase of the text that has it, and hardly another."""
        found: dict[str, str] = {}
        for written, meanings in self.spoken:
            for meaning, weight in meanings.items():
                if weight >= HARDLY_ANOTHER:
                    found.setdefault(meaning, written)
        return found

    def words_around(self, concept: str, most: int) -> list[str]:
        """The words of the text that go most with a concept, by the concept's description."""
        description = around(concept)
        worth: dict[str, float] = {}
        for written, meanings in self.spoken:
            weight = sum(share * description.get(meaning, 0.0) for meaning, share in meanings.items())
            if weight > 0:
                worth.setdefault(written.casefold(), weight)
        return sorted(worth, key=lambda word: (-worth[word], word))[:most]


def read(fields: Sequence[str], declared: str | None) -> Reading:
    """Reads a post's fields (title, text): in the language of the post, or in their own where that surely differs."""
    language = reading_language("\n".join(fields), declared)
    by_language: dict[str, list[Word]] = {}
    for field in fields:
        written = WORD.findall(field)
        spoken = language_of_field(field, written, language)
        by_language.setdefault(spoken, []).extend(word_of(word, spoken) for word in written)
    parts = (Part(spoken, tuple(words), names_in(words, spoken)) for spoken, words in by_language.items() if words)
    return Reading(language, tuple(parts))


def language_of_field(field: str, written: Sequence[str], language: str) -> str:
    """The language of a field, given with its words: that of its post, or its own where that surely differs."""
    if len(written) < LONG_ENOUGH or is_plainly(written, language):
        return language
    return surely_spoken(field, language)


def surely_spoken(field: str, language: str) -> str:
    """The language that is detected in a field where that is sure, else that of its post."""
    detected, probability = detect_language(field)
    return detected if probability >= CERTAIN else language
