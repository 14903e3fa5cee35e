"""Reading texts in short, slow, plain Python: what the compiled loops must find.

It stands on the plain reading (`scoring.text.reading`: words, names, phrases) and on the descriptions of concepts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt

from scoring.compiled.rows_kernel import ROUNDING
from scoring.text import associations, cognates, reading, recognition
from scoring.text.lexicon import concepts
from scoring.text.vocabulary import summed
from scoring.text.words import all_stems, split_words

Row = dict[str, float]


@dataclass(frozen=True)
class Text:
    """What a text holds: stems, runs of letters and meanings with how much of each, concepts with how surely.

    `told` counts the topical words.
    """

    language: str
    told: int
    words: Row
    runs: Row
    meanings: Row
    named: Row
    around: Row


def read(fields: Sequence[str], declared: str | None) -> Text:
    """A text, read."""
    found = reading.read(fields, declared)
    runs = [run for word in found.words for run in cognates.letter_runs(cognates.skeleton(word.written))]
    named = strongest(one for part in found.parts for one in _recognized(_unnamed(part), part.language))
    outright = {f"={slug}": 1.0 for slug, strength in named.items() if strength >= reading.SURELY}
    meanings = summed([*(meanings for _, meanings in found.spoken), outright])
    around = _around(meanings, named)
    return Text(found.language, len(found.words), Counter(found.stems), Counter(runs), meanings, named, around)


def _unnamed(part: reading.Part) -> set[str]:
    """The stems of the words that are no names, function words too."""
    return {word.stem for place, word in enumerate(part.words) if place not in part.names.places}


def strongest(found: Iterable[tuple[str, float]]) -> Row:
    """Concepts at the highest strength that each has."""
    best: Row = {}
    for slug, strength in found:
        best[slug] = max(strength, best.get(slug, 0.0))
    return best


@cache
def _terms(language: str) -> list[tuple[str, Row]]:
    """Whose each term is, and the rarity of each of its stems; stems that only join others are left out."""
    spoken = [
        (concept.slug, set(all_stems(split_words(words, language))))
        for concept in concepts().values()
        for words in concept.terms[language]
    ]
    spoken = [(slug, stems) for slug, stems in spoken if stems]
    counts = Counter(stem for _, stems in spoken for stem in stems)
    joining = {stem for stem, count in counts.items() if count > recognition.EVERYWHERE * len(spoken)}
    spoken = [(slug, stems - joining or stems) for slug, stems in spoken]
    counts = Counter(stem for _, stems in spoken for stem in stems)
    return [(slug, {stem: log(1 + len(spoken) / counts[stem]) for stem in stems}) for slug, stems in spoken]


def _recognized(stems: set[str], language: str) -> Iterable[tuple[str, float]]:
    for slug, rarity in _terms(language):
        covered = sum(weight for stem, weight in rarity.items() if stem in stems)
        share = covered / sum(rarity.values())
        if share >= recognition.LEAST_COVERED:
            yield slug, share**2 * min(1.0, covered / recognition.ENOUGH)


@cache
def _described() -> dict[str, list[tuple[str, float]]]:
    """The concepts that each meaning belongs to, and how much."""
    found: dict[str, list[tuple[str, float]]] = {}
    for slug in concepts():
        for meaning, weight in associations.around(slug).items():
            found.setdefault(meaning, []).append((slug, weight))
    return found


def _around(meanings: Row, named: Row) -> Row:
    rarity = associations.descriptions().rarity
    known = {one: damped(amount) * rarity[int(one)] for one, amount in meanings.items() if one.isdecimal()}
    near = dict.fromkeys(concepts(), 0.0)
    for meaning, weight in unit(known).items():
        for slug, belongs in _described().get(meaning, []):
            near[slug] += weight * belongs
    found = {slug: amount**associations.SHARPNESS for slug, amount in heaviest(near, associations.KEPT).items()}
    for slug, strength in named.items():
        found[slug] = found.get(slug, 0.0) + associations.NAMED * strength**2
    return found


def heaviest(row: Row, most: int) -> Row:
    """The heaviest entries, and those as heavy as the last one."""
    least = sorted(row.values(), reverse=True)[:most][-1] if row else 0.0
    return {one: amount for one, amount in row.items() if amount >= least * ROUNDING and amount > 0}


def damped(amount: float) -> float:
    """Grows slowly above 1."""
    return 1 + log(amount) if amount > 1 else amount


def unit(row: Row) -> Row:
    """The row with length 1; an empty one stays empty."""
    length = sqrt(sum(amount**2 for amount in row.values()))
    return {one: amount / length for one, amount in row.items()} if length else {}
