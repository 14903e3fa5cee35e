"""The compiled loops that find the known words spelt almost like a word."""

import numpy as np

from scoring.compiling import compiled
from scoring.names.lists import Array, Arrays, Numbers

GRAMS = 1 << 16
"""Numbers for three letters in a row: many more than are in use, so that few share one."""
ALIKE = 0.35
"""Share of three-letter sequences in common (Dice) from which a known word is compared letter by letter."""
BUDGET = 20_000
"""Places in lists of words by three letters that are looked at for a word asked for."""
COMPARED = 32
"""Known words compared letter by letter with one asked for."""
CLOSE = 0.5
"""Share of letters that must stay for one word to be taken for another."""
RUN_TOGETHER = 4
"""Letters of a known word that is looked for at the beginning and end of words asked for."""
PART = 0.75
"""What a known word counts there."""
ROOM = 4096


@compiled()
def grams_of(word: Array) -> Numbers:
    """The three-letter sequences of a word as numbers, each once; two blanks stand before and after the word."""
    found = np.empty(len(word) + 2, np.int32)
    size, one, two = 0, 0, 0
    for place in range(len(found)):
        three = word[place] if place < len(word) else 0
        gram = (one * 8191 + two * 127 + three) & (GRAMS - 1)
        one, two = two, three
        if not np.any(found[:size] == gram):
            found[size] = gram
            size += 1
    return found[:size]


@compiled()
def grams_of_all(known: Arrays, first: int) -> tuple[Numbers, Numbers]:
    """The three-letter sequences of all known words from a first one on, and the words that they are from."""
    starts, letters = known
    count = starts[-1] - starts[first] + 2 * (len(starts) - 1 - first)
    grams, words = np.empty(count, np.int32), np.empty(count, np.int32)
    size = 0
    for word in range(first, len(starts) - 1):
        for gram in grams_of(letters[starts[word] : starts[word + 1]]):
            grams[size], words[size] = gram, word
            size += 1
    return grams[:size], words[:size]


@compiled()
def slips(one: Array, other: Array) -> int:
    """Letters put in, left out, changed or swapped with the next between two words (optimal string alignment)."""
    width = len(other) + 1
    before, last, now = np.zeros(width, np.int32), np.arange(width).astype(np.int32), np.zeros(width, np.int32)
    for i in range(1, len(one) + 1):
        now[0] = i
        for j in range(1, width):
            fewest = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (one[i - 1] != other[j - 1]))
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                fewest = min(fewest, before[j - 2] + 1)
            now[j] = fewest
        before, last, now = last, now, before
    return int(last[width - 1])


@compiled()
def _telling_grams(grams: Numbers, starts: Array) -> Numbers:
    """The rarest of some three-letter sequences, as many as the budget allows and two at least."""
    sizes = np.empty(len(grams), np.float32)
    for i in range(len(grams)):
        sizes[i] = starts[grams[i] + 1] - starts[grams[i]]
    order = np.argsort(sizes)
    count, total = 0, 0.0
    while count < len(grams) and (count < 2 or total + sizes[order[count]] <= BUDGET):
        total += sizes[order[count]]
        count += 1
    return grams[order[:count]]


@compiled()
def _sharing_grams(word: Array, starts: Array, words_with: Arrays, shared: Array) -> Numbers:
    """The known words that share most three-letter sequences with a word. `shared` is zeros, and is left so."""
    gram_starts, gram_words = words_with
    grams = _telling_grams(grams_of(word), gram_starts)
    for gram in grams:
        for place in range(gram_starts[gram], gram_starts[gram + 1]):
            shared[gram_words[place]] += 1
    read = len(grams) / (len(word) + 2)
    words, likeness = np.empty(ROOM, np.int32), np.empty(ROOM, np.float32)
    size = 0
    for gram in grams:
        for place in range(gram_starts[gram], gram_starts[gram + 1]):
            known = gram_words[place]
            common = shared[known]
            shared[known] = 0
            if common > 1 and size < ROOM:
                alike = 2.0 * common / (len(grams) + (starts[known + 1] - starts[known] + 2) * read)
                if alike >= ALIKE:
                    words[size], likeness[size] = known, alike
                    size += 1
    return words[np.argsort(-likeness[:size])[:COMPARED]]


@compiled()
def _closeness(word: Array, known: Array) -> float:
    """The share of letters (0..1) that stays between two words, or between a known word and the beginning or end of a
    longer one, since slips run words together.
    """
    close = 1.0 - slips(word, known) / max(len(word), len(known))
    size = len(known)
    if size < RUN_TOGETHER or len(word) - size < 2:
        return close
    apart = min(slips(word[:size], known), slips(word[-size:], known))
    return max(close, PART * (1.0 - apart / size))


@compiled()
def close_words(asked: Arrays, known: Arrays, words_with: Arrays) -> tuple[Array, Numbers, Array]:
    """For each word asked for the known words close to it, closest first: where each one's begin, the words, and the
    share of letters (0..1) that stays.
    """
    (asked_starts, asked_letters), (starts, letters) = asked, known
    count = len(asked_starts) - 1
    shared = np.zeros(len(starts) - 1, np.uint8)
    ends = np.zeros(count + 1, np.int64)
    found, closeness = np.empty(count * COMPARED, np.int32), np.empty(count * COMPARED, np.float32)
    for place in range(count):
        word = asked_letters[asked_starts[place] : asked_starts[place + 1]]
        likely = _sharing_grams(word, starts, words_with, shared)
        close = np.empty(len(likely), np.float32)
        for i in range(len(likely)):
            other = letters[starts[likely[i]] : starts[likely[i] + 1]]
            close[i] = _closeness(word, other)
        end = ends[place]
        for i in np.argsort(-close):
            if close[i] >= CLOSE:
                found[end], closeness[end] = likely[i], close[i]
                end += 1
        ends[place + 1] = end
    return ends, found[: ends[-1]], closeness[: ends[-1]]
