"""Words as they are written, each looked at once: its stem, its runs of letters, its meaning where no phrase has it."""

from threading import RLock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.arrays import Floats
from scoring.compiled.growing import Growing, Rows
from scoring.compiled.lexis import Ends, Ints, concept_numbers, known_stems
from scoring.compiled.tokens import Tokens, key_of
from scoring.text.cognates import letter_runs, skeleton
from scoring.text.entries import entries
from scoring.text.vocabulary import unknown
from scoring.text.words import LANGUAGES, LONGEST, TONGUES, WORD, Word, joins_in, word_of

BEGINNING = 5
"""Letters by which a reader recognises a cognate."""
NONE = -1
"""The beginning of a stem that is too short to have one."""


class FormTables(NamedTuple):
    """What the kernels read of the forms met so far. `unknown` is what a form means where no phrase has it; `joins` has
    a bit for each language, by its number, in which the form is a function word; `tongue` is the language in which it
    is read; forms with the same `key` are written alike but for capitals."""

    stem: Ints
    word: Ints
    beginning: Ints
    content: NDArray[np.bool_]
    capital: NDArray[np.bool_]
    joins: NDArray[np.uint8]
    tongue: NDArray[np.int8]
    key: NDArray[np.uint64]
    run_ends: Ends
    runs: Ints
    unknown_ends: Ends
    unknown: Ints
    unknown_weights: Floats


class Forms:
    """The forms met so far, and the tokens of each view by number: stems, runs of letters and meanings.

    The first meanings are those of the vocabulary, then the concepts of the lexicon as phrases. Who adds forms or
    takes the tables holds `growing`.
    """

    def __init__(self) -> None:
        self.growing = RLock()
        self.words = Tokens()
        self.runs = Tokens()
        self.meanings = Tokens([*map(str, range(len(entries()))), *(f"={slug}" for slug in concept_numbers())])
        self.of_language = {language: _FormsOfLanguage(self, language) for language in LANGUAGES}
        self.beginnings = Tokens()
        self.written: list[str] = []
        self._stems = dict(known_stems())
        self._stem, self._word, self._beginning = (Growing(np.int32) for _ in range(3))
        self._content, self._capital, self._joins = Growing(np.bool_), Growing(np.bool_), Growing(np.uint8)
        self._tongue, self._key = Growing(np.int8), Growing(np.uint64)
        self._runs, self._unknown = Rows(), Rows()

    def add(self, written: str, language: str) -> int:
        """Looks at a new form and answers its number."""
        word = word_of(written[:LONGEST], language)
        self._stem.extend([self._stems.setdefault((language, word.stem), len(self._stems))])
        self._word.extend([self.words[word.stem]])
        self._beginning.extend([self.beginnings[word.stem[:BEGINNING]] if len(word.stem) >= BEGINNING else NONE])
        self._content.extend([word.content])
        self._capital.extend([word.written[0].isupper()])
        self._joins.extend([sum(1 << TONGUES[one] for one in joins_in(word.written))])
        self._tongue.extend([TONGUES[language]])
        self._key.extend(np.array([key_of(word.written.casefold())], dtype=np.uint64))
        self._runs.add([(self.runs[run], 1.0) for run in letter_runs(skeleton(word.written))] if word.content else ())
        self._unknown.add([(self.meanings[one], weight) for one, weight in _meanings(word).items()])
        self.written.append(word.written)
        return len(self._stem) - 1

    def numbers(self, field: str, language: str) -> list[int]:
        """The forms of the words of a text."""
        known = self.of_language[language]
        return [known[one] for one in WORD.findall(field)]

    @property
    def tables(self) -> FormTables:
        """The forms as arrays; valid until the next form is added."""
        runs, own = self._runs, self._unknown
        return FormTables(
            self._stem.array,
            self._word.array,
            self._beginning.array,
            self._content.array,
            self._capital.array,
            self._joins.array,
            self._tongue.array,
            self._key.array,
            runs.ends.array,
            runs.ids.array,
            own.ends.array,
            own.ids.array,
            own.weights.array,
        )

    @property
    def stem_count(self) -> int:
        """How many stems have been met, by language."""
        return len(self._stems)


class _FormsOfLanguage(dict[str, int]):
    def __init__(self, forms: Forms, language: str) -> None:
        super().__init__()
        self._forms, self._language = forms, language

    def __missing__(self, written: str) -> int:
        number = self[written] = self._forms.add(written, self._language)
        return number


def _meanings(word: Word) -> dict[str, float]:
    return unknown(word) if word.content else {}
