"""The compiled loops that read texts given as numbers of forms. What they mean is told in `scoring.text`."""

import numpy as np

from scoring.compiled.rows_kernel import ROUNDING
from scoring.compiling import compiled
from scoring.text.associations import KEPT, NAMED, SHARPNESS
from scoring.text.reading import SURELY
from scoring.text.recognition import ENOUGH, LEAST_COVERED
from scoring.text.vocabulary import LONGEST_PHRASE

FIRST_ROOM = 1 << 12


@compiled()
def room_for(sizes, concepts, terms):
    """What the reading works on, for so many stems, runs of letters, meanings and stems by language. A reading leaves
    it empty but for `seen`: in which text each stem was met last, and at the end how many texts were read."""
    vectors = _sparse(sizes[0]), _sparse(sizes[1]), _sparse(sizes[2]), _sparse(concepts), _sparse(terms)
    return vectors, np.zeros(concepts), np.zeros(sizes[3] + 1, np.int64)


@compiled()
def read_forms(forms, ends, form, lexis, room):
    """Reads the texts whose forms stand between `ends`. Answers how many topical words each has, and rows (ends,
    numbers, amounts) of five views: stems, runs of letters, meanings, concepts named and concepts around."""
    count = len(ends) - 1
    told = np.zeros(count, np.int64)
    words, runs, meanings = _rows(count), _rows(count), _rows(count)
    named, around = _rows(count), _rows(count)
    (counted, run_counted, meant, strength, covered), near, seen = room
    for text in range(count):
        spoken = forms[ends[text] : ends[text + 1]]
        taken = names_among(spoken, form, lexis)
        topical = topical_among(spoken, taken, form)
        told[text] = len(topical)
        for one in topical:
            _add(counted, form.word[one], 1.0)
            for place in range(form.run_ends[one], form.run_ends[one + 1]):
                _add(run_counted, form.runs[place], 1.0)
        _mean(topical, form, lexis, meant)
        seen[-1] += 1
        _cover(spoken, taken, form, lexis, covered, seen)
        _recognize(covered, lexis, strength)
        _speak_outright(strength, len(lexis.meaning_rarity), meant)
        _surround(meant, lexis, near)
        words = _keep(words, text, counted)
        runs = _keep(runs, text, run_counted)
        around = _keep_nearest(around, text, near, strength)
        meanings = _keep(meanings, text, meant)
        named = _keep(named, text, strength)
    return told, _cut(words), _cut(runs), _cut(meanings), _cut(named), _cut(around)


@compiled()
def _rows(count):
    return np.zeros(count + 1, np.int64), np.empty(FIRST_ROOM, np.int32), np.empty(FIRST_ROOM, np.float64)


@compiled()
def _cut(rows):
    ends, numbers, amounts = rows
    return ends, numbers[: ends[-1]], amounts[: ends[-1]]


@compiled()
def _sparse(size):
    """A vector that knows where it is not zero: amounts, the places in use, and how many those are."""
    return np.zeros(size, np.float64), np.zeros(size + 1, np.int32)


@compiled(inline="always")
def _add(vector, number, amount):
    amounts, used = vector
    if amounts[number] == 0.0:
        used[0] += 1
        used[used[0]] = number
    amounts[number] += amount


@compiled()
def _keep(rows, text, vector):
    """Moves a vector into the row of a text; leaves the vector empty."""
    amounts, used = vector
    rows = _roomy_at(rows, text, used[0])
    ends, numbers, kept = rows
    end = ends[text]
    for place in range(1, used[0] + 1):
        number = used[place]
        numbers[end], kept[end] = number, amounts[number]
        amounts[number] = 0.0
        end += 1
    ends[text + 1] = end
    used[0] = 0
    return rows


@compiled()
def _roomy_at(rows, text, more):
    ends, numbers, amounts = rows
    need = ends[text] + more
    if need <= len(numbers):
        return rows
    wider_numbers, wider_amounts = np.empty(2 * need, np.int32), np.empty(2 * need, np.float64)
    wider_numbers[: len(numbers)] = numbers
    wider_amounts[: len(amounts)] = amounts
    return ends, wider_numbers, wider_amounts


@compiled()
def names_among(spoken, form, lexis):
    """Which words of a text are names, or parts of one."""
    taken = np.zeros(len(spoken), np.bool_)
    for start in range(len(spoken)):
        if not taken[start]:
            for place in range(start, start + _name_length(spoken, start, form, lexis)):
                taken[place] = True
    return taken


@compiled()
def topical_among(spoken, taken, form):
    """The forms that say what a text is about: neither function words nor names."""
    found = np.empty(len(spoken), np.int32)
    size = 0
    for place in range(len(spoken)):
        if form.content[spoken[place]] and not taken[place]:
            found[size] = spoken[place]
            size += 1
    return found[:size]


@compiled()
def _name_length(spoken, start, form, lexis):
    stem = form.stem[spoken[start]]
    if stem >= len(lexis.name_of_stem) - 1:
        return 0
    for name in range(lexis.name_of_stem[stem], lexis.name_of_stem[stem + 1]):
        first, last = lexis.name_ends[name], lexis.name_ends[name + 1]
        if not form.capital[spoken[start]] and lexis.name_capital[name]:
            continue
        if _stands_at(lexis.name_stems, first, last, spoken, start, form.stem):
            return last - first
    return 0


@compiled()
def _stands_at(stems, first, last, spoken, start, stem_of):
    if start + last - first > len(spoken):
        return False
    for place in range(first, last):
        if stem_of[spoken[start + place - first]] != stems[place]:
            return False
    return True


@compiled()
def _mean(topical, form, lexis, meant):
    """Adds what the words and phrases of a text mean."""
    start = 0
    while start < len(topical):
        phrase, length = phrase_at(topical, start, form, lexis)
        one = topical[start]
        if phrase < 0:
            for place in range(form.unknown_ends[one], form.unknown_ends[one + 1]):
                _add(meant, form.unknown[place], form.unknown_weights[place])
        else:
            first, last = lexis.phrase_meaning_ends[phrase], lexis.phrase_meaning_ends[phrase + 1]
            weight = 1.0 / (last - first) ** 0.5
            for place in range(first, last):
                _add(meant, lexis.phrase_meanings[place], weight)
        start += length


@compiled(inline="always")
def phrase_at(topical, start, form, lexis):
    """The number of the phrase of the vocabulary that begins at a word, and of how many words it is; -1 and 1 where
    there is none."""
    stem = form.stem[topical[start]]
    if stem < len(lexis.phrase_of_stem) - 1:
        for phrase in range(lexis.phrase_of_stem[stem], lexis.phrase_of_stem[stem + 1]):
            first, last = lexis.phrase_ends[phrase], lexis.phrase_ends[phrase + 1]
            if last - first <= LONGEST_PHRASE and _stands_at(
                lexis.phrase_stems, first, last, topical, start, form.stem
            ):
                return phrase, last - first
    return -1, 1


@compiled()
def _cover(spoken, taken, form, lexis, covered, seen):
    """Adds up how much rarity of each term a text covers, each stem once; names speak of no concept."""
    for word in range(len(spoken)):
        stem = form.stem[spoken[word]]
        if taken[word] or seen[stem] == seen[-1]:
            continue
        seen[stem] = seen[-1]
        if stem < len(lexis.term_of_stem) - 1:
            for place in range(lexis.term_of_stem[stem], lexis.term_of_stem[stem + 1]):
                _add(covered, lexis.term_numbers[place], lexis.term_rarity[place])


@compiled()
def _recognize(covered, lexis, strength):
    """Turns covered terms into concepts; leaves `covered` empty."""
    amounts, used = covered
    for place in range(1, used[0] + 1):
        term = used[place]
        share = amounts[term] / lexis.term_worth[term]
        if share >= LEAST_COVERED:
            found = share**2 * min(1.0, amounts[term] / ENOUGH)
            known = strength[0][lexis.term_owner[term]]
            if found > known:
                _add(strength, lexis.term_owner[term], found - known)
                strength[0][lexis.term_owner[term]] = found
        amounts[term] = 0.0
    used[0] = 0


@compiled()
def _speak_outright(strength, meanings, meant):
    """Adds the terms that a text speaks outright to its meanings: they stand after those of the vocabulary."""
    amounts, used = strength
    for place in range(1, used[0] + 1):
        if amounts[used[place]] >= SURELY:
            _add(meant, meanings + used[place], 1.0)


@compiled()
def _surround(meant, lexis, near):
    """Likeness of each concept's description to the meanings of a text."""
    near[:] = 0.0
    amounts, used = meant
    square = 0.0
    for place in range(1, used[0] + 1):
        if used[place] < len(lexis.meaning_rarity):
            square += _weighed(amounts[used[place]], lexis.meaning_rarity[used[place]]) ** 2
    if square == 0.0:
        return
    for place in range(1, used[0] + 1):
        number = used[place]
        if number < len(lexis.meaning_rarity):
            weight = _weighed(amounts[number], lexis.meaning_rarity[number]) / square**0.5
            for entry in range(lexis.described_ends[number], lexis.described_ends[number + 1]):
                near[lexis.described[entry]] += weight * lexis.described_weights[entry]


@compiled(inline="always")
def _weighed(amount, rarity):
    return (1.0 + np.log(amount) if amount > 1.0 else amount) * rarity


@compiled()
def _keep_nearest(rows, text, near, strength):
    """The nearest concepts, sharpened, and a little those that are named."""
    least = ROUNDING * np.partition(near, len(near) - KEPT)[len(near) - KEPT]
    rows = _roomy_at(rows, text, len(near))
    ends, numbers, kept = rows
    end = ends[text]
    for number in range(len(near)):
        amount = near[number] ** SHARPNESS if near[number] >= least else 0.0
        amount += NAMED * strength[0][number] ** 2
        if amount > 0.0:
            numbers[end], kept[end] = number, amount
            end += 1
    ends[text + 1] = end
    return rows
