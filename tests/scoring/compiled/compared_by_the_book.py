"""Comparing texts in short, slow, plain Python: what the compiled views must find."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import log, sqrt

from scoring.text import associations, fairness, weighing
from scoring.text.lexicon import concepts
from scoring.text.similarity import CONCEPTS_KEPT, PROBLEMS_KEPT
from scoring.text.vocabulary import neighbours, summed
from tests.scoring.compiled.by_the_book import Row, Text, damped, heaviest, strongest, unit

Comparison = Callable[[Row], list[float]]
"""Likeness of a row to each target."""


def _dot(one: Row, other: Row) -> float:
    return sum(amount * other[token] for token, amount in one.items() if token in other)


def _holders(targets: Sequence[Row], least: float) -> Counter[str]:
    return Counter(token for row in targets for token, amount in row.items() if amount >= least)


def _by_tfidf(targets: Sequence[Row], least: float = 0.0) -> Comparison:
    """Cosines of TF-IDF vectors; tokens that no target has fall away."""
    holders = _holders(targets, least)
    rarity = {token: log((1 + len(targets)) / (1 + holders[token])) + 1 for row in targets for token in row}

    def vector(row: Row) -> Row:
        return unit({token: damped(amount) * rarity[token] for token, amount in row.items() if token in rarity})

    vectors = [vector(row) for row in targets]
    return lambda asked: [_dot(vector(asked), other) for other in vectors]


def _by_concepts(targets: Sequence[Row], most: int) -> Comparison:
    """Products of strengths by the root of rarity, divided by the length of both together."""
    holders = _holders(targets, weighing.CERTAIN_ENOUGH)
    rarity = {slug: log(1 + len(targets) / (1 + count)) for slug, count in holders.items()}

    def vector(row: Row) -> Row:
        return {slug: strength * sqrt(rarity[slug]) for slug, strength in row.items() if slug in rarity}

    def compare(asked: Row) -> list[float]:
        mine = vector(asked)
        both = [sqrt(_dot(mine, mine) * (square + _dot(mine, mine))) for square in squares]
        return [_dot(mine, other) / length if length else 0.0 for other, length in zip(vectors, both, strict=True)]

    vectors = [heaviest(vector(row), most) for row in targets]
    squares = [_dot(row, row) for row in vectors]
    return compare


def _by_situations(targets: Sequence[Row]) -> Comparison:
    """Cosines of the concepts that a text surrounds and those that a target surrounds or addresses."""
    met = [unit(heaviest(_with_problems(row), associations.KEPT_OF_TARGETS)) for row in targets]
    return lambda asked: [_dot(unit(asked), row) for row in met]


def _with_problems(row: Row) -> Row:
    found = dict(row)
    for slug, amount in row.items():
        for problem in concepts()[slug].addresses:
            found[problem] = found.get(problem, 0.0) + associations.ADDRESSED * amount
    return found


def with_broader(named: Row) -> Row:
    """The concepts and, less surely, what they are kinds of."""
    broader = [(concepts()[slug].broader, weighing.BROADER * strength) for slug, strength in named.items()]
    return strongest([*named.items(), *((slug, strength) for slug, strength in broader if slug is not None)])


def addressed(named: Row) -> Row:
    """The problems that the concepts address."""
    return strongest((one, strength) for slug, strength in named.items() for one in concepts()[slug].addresses)


def _with_neighbours(meanings: Row) -> Row:
    near = [
        {other: weighing.NEIGHBOUR * likeness * amount for other, likeness in neighbours().get(meaning, ())}
        for meaning, amount in meanings.items()
    ]
    return summed([meanings, *near])


def _with_broader(text: Text) -> Row:
    return with_broader(text.named)


def _addressed(text: Text) -> Row:
    return addressed(text.named)


def _told(view: str) -> Callable[[Text], Row]:
    return lambda text: getattr(text, view)


@dataclass(frozen=True)
class _View:
    asked: Callable[[Text], Row]
    target: Callable[[Text], Row]
    comparison: Callable[[Sequence[Row]], Comparison]


VIEWS = {
    "words": _View(_told("words"), _told("words"), _by_tfidf),
    "runs": _View(_told("runs"), _told("runs"), _by_tfidf),
    "meanings": _View(
        lambda text: _with_neighbours(text.meanings),
        _told("meanings"),
        lambda rows: _by_tfidf(rows, weighing.SURELY_MEANT),
    ),
    "concepts": _View(_with_broader, _with_broader, partial(_by_concepts, most=CONCEPTS_KEPT)),
    "problems": _View(_told("named"), _addressed, partial(_by_concepts, most=PROBLEMS_KEPT)),
    "situations": _View(_told("around"), _told("around"), _by_situations),
}


class Collection:
    """Texts to which others are compared."""

    def __init__(self, targets: Sequence[Text]) -> None:
        self.targets = targets
        self._comparison = {name: view.comparison(list(map(view.target, targets))) for name, view in VIEWS.items()}

    def like(self, view: str, asked: Text) -> list[float | None]:
        """Likeness of a text to each target under a view; None where either is empty."""
        found = self._comparison[view](VIEWS[view].asked(asked))
        pairs = zip(found, self.targets, strict=True)
        return [min(value, 1.0) if asked.told and one.told else None for value, one in pairs]


def levelled(similarities: Sequence[float | None], languages: Sequence[str]) -> list[float | None]:
    """The similarities lifted by language towards the language that reaches highest."""
    by_language: dict[str, list[float]] = {}
    for value, language in zip(similarities, languages, strict=True):
        if value is not None:
            by_language.setdefault(language, []).append(value)
    best = {language: sorted(values)[-fairness.BEST :] for language, values in by_language.items()}
    levels = {language: sum(values) / len(values) for language, values in best.items()}
    highest = max(levels.values(), default=0.0)

    def lift(value: float, language: str) -> float:
        count = len(by_language[language])
        believed = (count * levels[language] + fairness.TRUST * highest) / (count + fairness.TRUST)
        return min(1.0, value * (highest / believed) ** fairness.EVENNESS) if believed else value

    pairs = zip(similarities, languages, strict=True)
    return [None if value is None else lift(value, language) for value, language in pairs]
