"""What can be shown of a request's text beside that of an offer: its words, meanings and concepts, the rarest first."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from scoring.compiled.forms import NONE
from scoring.compiled.lexis import concept_numbers
from scoring.compiled.reading import forms
from scoring.compiled.telling import Terms, Told, all_terms, concept_slugs, terms_of
from scoring.text.lexicon import concepts
from scoring.text.similarity import TextIndex, View


class Shown(NamedTuple):
    """A word of the request as written, with its stem and the beginning of that, by number."""

    stem: int
    beginning: int
    written: str


class Showable:
    """A request's text as it can be told beside the texts of an index; each part is prepared when it is asked for."""

    def __init__(self, told: Told, texts: TextIndex) -> None:
        self.told = told
        self._views = texts.views
        self._around: dict[int, list[str]] = {}
        self._named: dict[int, dict[str, str]] = {}

    @cached_property
    def words(self) -> list[Shown]:
        """The topical words, each stem once."""
        rows = zip(self.told.stems, self.told.first_letters, self.told.topical, strict=True)
        by_stem = {stem: Shown(stem, beginning, written) for stem, beginning, written in rows}
        order = _rarest_first(by_stem, self._views["words"], forms().words.names)
        return [by_stem[stem] for stem in order]

    @cached_property
    def long_words(self) -> list[Shown]:
        """The words whose stems are long enough to have a beginning."""
        return [word for word in self.words if word.beginning != NONE]

    @cached_property
    def meanings(self) -> list[tuple[int, str]]:
        """What words and phrases surely mean, with the first that does."""
        sure = self.told.sure_meanings
        order = _rarest_first(sure, self._views["meanings"], forms().meanings.names)
        return [(meaning, self.told.written(sure[meaning])) for meaning in order]

    @cached_property
    def named(self) -> Mapping[str, str]:
        """The concepts that the text names outright, with the words by which it does."""
        return self.told.outright(all_terms())

    @cached_property
    def concepts(self) -> list[str]:
        """These concepts by their rarity."""
        return self._by_rarity("concepts")

    @cached_property
    def problems(self) -> list[str]:
        """These concepts by their rarity as problems."""
        return self._by_rarity("problems")

    def _by_rarity(self, view: str) -> list[str]:
        numbers = [concept_numbers()[slug] for slug in self.named]
        return [concept_slugs()[one] for one in _rarest_first(numbers, self._views[view], concept_slugs())]

    def named_by(self, place: int, offered: Told) -> Mapping[str, str]:
        """What an offer names outright of the request's concepts and of what addresses them."""
        if place not in self._named:
            self._named[place] = offered.outright(self._looked_for)
        return self._named[place]

    @cached_property
    def _looked_for(self) -> Terms:
        solutions = (one for problem in self.named for one in _solutions().get(problem, ()))
        return terms_of(list(dict.fromkeys([*self.named, *solutions])))

    def words_around(self, found: list[int], most: int) -> list[list[str]]:
        """For each of some concepts, by number, the words of the request that go most with it."""
        missing = [one for one in found if one not in self._around]
        if missing:
            self._around.update(zip(missing, self.told.words_around(missing, most), strict=True))
        return [self._around[one] for one in found]


def _rarest_first(numbers: Iterable[int], view: View, names: Sequence[str]) -> list[int]:
    """Tokens by their rarity, equally rare ones by name."""
    tokens = list(numbers)
    rarity = dict(zip(tokens, view.rarities(tokens), strict=True))
    return sorted(tokens, key=lambda one: (-rarity[one], names[one]))


@cache
def _solutions() -> dict[str, list[str]]:
    """What addresses each problem."""
    found: dict[str, list[str]] = {}
    for concept in concepts().values():
        for problem in concept.addresses:
            found.setdefault(problem, []).append(concept.slug)
    return found
