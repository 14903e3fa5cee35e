"""Which organizations are likely one, found among many without comparing all with all.

Two are compared only where their names share a rare word, all their words, or an acronym. A word counts by its rarity,
so that `Ministerio` tells little; words are the same but for slips, so that `agricultura` is not a slip of `cultura`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from math import log

from rapidfuzz import fuzz

from matcher.names import SURE_WORD
from scoring.names.index import words_in

SAME = 80.0
"""Likeness (0..100) of two names from which their organizations are shown as likely one."""
CROWDED = 30
"""A word that more names of a country share tells nothing."""
SHORT = 82.0
"""What an acronym is worth that two organizations of one country share."""
STEM = 5
"""Letters of a word that must be alike for two organizations to be compared by it."""
LINKS = frozenset(("a", "al", "and", "da", "das", "de", "del", "des", "di", "do", "dos", "du", "e", "el", "en", "et"))
LINKS |= {"for", "in", "la", "las", "le", "les", "los", "of", "os", "para", "pour", "the", "y"}
"""Words that only link others."""


@dataclass(frozen=True)
class Named:
    """An organization by all its names, the chief one first."""

    id: str
    country: str | None
    names: tuple[str, ...]
    acronyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class AlikePair:
    """Two organizations that are likely one, by identifier, and how alike their most alike names are (0..100)."""

    first: str
    second: str
    score: float


def alike_pairs(organizations: Sequence[Named]) -> tuple[AlikePair, ...]:
    """The likely pairs, the likeliest first. Organizations of two different countries are never one."""
    names = [name for one in organizations for name in _names_of(one)]
    rarity = _rarities(names)
    best: dict[tuple[str, str], float] = {}
    for first, second in _compared(names):
        score = _likeness(first, second, rarity)
        one, other = sorted((first.owner, second.owner))
        if score >= max(SAME, best.get((one, other), 0.0)):
            best[(one, other)] = score
    found = (AlikePair(one, other, round(score, 1)) for (one, other), score in best.items())
    return tuple(sorted(found, key=lambda one: (-one.score, one.first, one.second)))


@dataclass(frozen=True)
class _Name:
    """A name of an organization by its telling words, and all of them in one order."""

    owner: str
    country: str | None
    words: tuple[str, ...]
    spelling: str
    acronym: bool = False

    @cached_property
    def keys(self) -> set[str]:
        """What it is looked up by: beginnings of its words and of two that follow each other, and the whole."""
        if self.acronym:
            return {f"={self.spelling}"}
        stems = [word[:STEM] for word in self.words]
        return {*(f"{stem}…" for stem in stems), *(f"{one} {other}…" for one, other in pairwise(stems)), self.spelling}


def _names_of(one: Named) -> list[_Name]:
    words = dict.fromkeys(tuple(word for word in words_in(name) if word not in LINKS) for name in one.names)
    names = [_Name(one.id, one.country, found, " ".join(sorted(found))) for found in words if found]
    short = {"".join(words_in(acronym)) for acronym in one.acronyms} - {""}
    return names + [_Name(one.id, one.country, (word,), word, acronym=True) for word in short if one.country]


def _rarities(names: Sequence[_Name]) -> dict[str, float]:
    """What each word tells, by how few names have it."""
    counts = Counter(word for one in names for word in set(one.words))
    return {word: log(1 + len(names) / count) for word, count in counts.items()}


def _compared(names: Sequence[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Each pair of names of two organizations that share something telling, once."""
    shelves: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for place, one in enumerate(names):
        for key in one.keys:
            shelves[(one.country, key)].append(place)
    pairs: set[tuple[int, int]] = set()
    for (country, key), places in shelves.items():
        together = places if country is None else [*places, *shelves.get((None, key), [])]
        if len(together) <= CROWDED:
            pairs.update(combinations(sorted(together), 2))
    for first, second in pairs:
        one, other = names[first], names[second]
        if one.owner != other.owner and (one.country == other.country or None in (one.country, other.country)):
            yield one, other


def _likeness(mine: _Name, theirs: _Name, rarity: Mapping[str, float]) -> float:
    """How alike two names are: half by their words and how rare these are, half by their whole spelling.

    Where each has a word that the other lacks, they name two things that are spelt alike: only the words count.
    """
    if mine.acronym and theirs.acronym:
        return SHORT
    spelling = fuzz.ratio(mine.spelling, theirs.spelling, score_cutoff=2 * SAME - 100)
    if not spelling:
        return 0.0
    left, lacking, common = list(theirs.words), 0, 0.0
    for word in mine.words:
        best = max(left, key=lambda other: fuzz.ratio(word, other), default="")
        closeness = fuzz.ratio(word, best)
        if closeness >= SURE_WORD:
            left.remove(best)
            common += (rarity[word] + rarity[best]) * closeness / 100
        else:
            lacking += 1
    share = 100 * common / sum(rarity[word] for word in (*mine.words, *theirs.words))
    return share if left and lacking else (share + spelling) / 2
