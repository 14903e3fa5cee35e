"""The compiled loops that find the names with most of the words asked for."""

import numpy as np

from scoring.compiling import compiled
from scoring.names.lists import Array, Arrays, Numbers

BUDGET = 50_000
"""Places in lists of names that one search looks at."""


@compiled()
def gather(words: Numbers, worth: Array, sought: float, names_with: Arrays, weights: Array) -> tuple[Numbers, Array]:
    """Names with words that are sought, and about how much each one shares with all that is sought.

    Words come in order of worth; the list of names with the first one is read whatever its length, the others within
    the budget.
    """
    starts, names = names_with
    longest = starts[words[0] + 1] - starts[words[0]] if len(words) else 0
    gain = np.zeros(len(weights), np.float32)
    met = np.empty(max(BUDGET, longest), np.int32)
    size, looked_at = 0, 0
    for i in range(len(words)):
        start, end = starts[words[i]], starts[words[i] + 1]
        if size and looked_at + end - start > BUDGET:
            continue
        looked_at += end - start
        for place in range(start, end):
            name = names[place]
            if gain[name] == 0.0:
                met[size] = name
                size += 1
            gain[name] += worth[i]
    share = np.empty(size, np.float32)
    for i in range(size):
        share[i] = gain[met[i]] / (sought + weights[met[i]])
    return met[:size], share


@compiled()
def common_weight(names: Numbers, ends: Array, words: Numbers, worth: Array, words_of: Arrays, known: int) -> Array:
    """For each name the worth of the words asked for that it has, each counted by its closest word in the name.

    `known` is how many words there are in all.
    """
    starts, items = words_of
    gain = np.zeros(len(names), np.float32)
    of_word = np.zeros(known, np.float32)
    for asked in range(len(ends) - 1):
        mine = words[ends[asked] : ends[asked + 1]]
        of_word[mine] = worth[ends[asked] : ends[asked + 1]]
        for i in range(len(names)):
            most = np.float32(0.0)
            for place in range(starts[names[i]], starts[names[i] + 1]):
                most = max(most, of_word[items[place]])
            gain[i] += most
        of_word[mine] = 0.0
    return gain


@compiled()
def spelt_out(names: Numbers, words_of: Arrays, known: Arrays) -> Array:
    """The words of names with blanks between them, one name a line, in UTF-8."""
    (starts, items), (word_starts, letters) = words_of, known
    size = 0
    for name in names:
        for word in items[starts[name] : starts[name + 1]]:
            size += word_starts[word + 1] - word_starts[word] + 1
    text = np.empty(size, np.uint8)
    end = 0
    for name in names:
        for word in items[starts[name] : starts[name + 1]]:
            for place in range(word_starts[word], word_starts[word + 1]):
                text[end] = letters[place]
                end += 1
            text[end] = ord(" ")
            end += 1
        text[end - 1] = ord("\n")
    return text[: max(0, end - 1)]
