"""The words of many texts, kept as they were read: a text that is shown need not be split into words again."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scoring.compiled.lexis import Ends, Ints
from scoring.compiled.reading import TextRows, forms
from scoring.text.words import LANGUAGES

UNMET = -1
"""The form of a word that this process has not met yet."""
SPOKEN = ("numbers", "ends", "written")
"""The arrays of which texts consist."""


class Spoken:
    """Texts as numbers of words, and where those of each text end. `written` are the words by number, each after the
    number of the language in which it is read: in every process they mean the same, where forms do not."""

    def __init__(self, numbers: Ints, ends: Ends, written: NDArray[np.uint8]) -> None:
        self.numbers = numbers
        self.ends = ends
        self.written = written

    @classmethod
    def of(cls, rows: TextRows) -> "Spoken":
        """The words of texts as they were read."""
        used, numbers = np.unique(rows.forms, return_inverse=True)
        known = forms()
        with known.growing:
            tongues, names = known.tables.tongue[used].tolist(), [known.written[form] for form in used.tolist()]
        words = "".join(f"{tongue}{name}\n" for tongue, name in zip(tongues, names, strict=True))
        found = cls(numbers.astype(np.int32), rows.ends, np.frombuffer(words.encode(), np.uint8))
        found._forms[:] = used
        return found

    def __len__(self) -> int:
        return len(self.ends) - 1

    @cached_property
    def _words(self) -> list[str]:
        return self.written.tobytes().decode().split("\n")

    @cached_property
    def _forms(self) -> Ints:
        """The form of each word, as far as one was asked for."""
        return np.full(np.count_nonzero(self.written == ord("\n")), UNMET, dtype=np.int32)

    def forms_of(self, places: Sequence[int]) -> tuple[Ints, Ends]:
        """The forms of some texts, and where those of each end."""
        parts = [self.numbers[self.ends[place] : self.ends[place + 1]] for place in places]
        numbers = np.concatenate(parts) if parts else self.numbers[:0]
        found = self._forms[numbers]
        if (found == UNMET).any():
            self._meet(np.unique(numbers[found == UNMET]).tolist())
            found = self._forms[numbers]
        return found, np.cumsum([0, *map(len, parts)], dtype=np.int64)

    def _meet(self, numbers: list[int]) -> None:
        known, languages = forms(), list(LANGUAGES)
        with known.growing:
            for number in numbers:
                word = self._words[number]
                self._forms[number] = known.of_language[languages[int(word[0])]][word[1:]]

    def __reduce__(self) -> tuple[object, ...]:
        """A copy in another process has met no form."""
        return Spoken, (self.numbers, self.ends, self.written)
