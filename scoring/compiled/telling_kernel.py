"""The compiled loops that find what a reader is told of texts given as numbers of forms."""

import numpy as np

from scoring.compiled.reading_kernel import names_among, phrase_at, topical_among
from scoring.compiling import compiled
from scoring.text.words import PLAINLY

LANGUAGE_COUNT = 4


@compiled()
def plainly(forms, ends, tongues, joins):
    """Which fields are so full of the function words of their language, and of no other's, that nothing needs
    detection."""
    found = np.zeros(len(ends) - 1, np.bool_)
    counts = np.zeros(LANGUAGE_COUNT, np.int64)
    for field in range(len(found)):
        counts[:] = 0
        for place in range(ends[field], ends[field + 1]):
            for tongue in range(LANGUAGE_COUNT):
                counts[tongue] += (joins[forms[place]] >> tongue) & 1
        own = counts[tongues[field]]
        counts[tongues[field]] = 0
        found[field] = own >= PLAINLY * (ends[field + 1] - ends[field]) and own > counts.max()
    return found


@compiled()
def tell_forms(forms, ends, form, lexis):
    """The words and phrases of texts in order. Answers the topical forms and where those of each text end; where each
    unit (a word or a phrase) begins among them, and where the units of each text end; which meanings each unit has and
    how much of each, and where those of each unit end."""
    count = len(ends) - 1
    topical, topical_ends = np.empty(len(forms), np.int32), np.zeros(count + 1, np.int64)
    units, unit_ends = np.empty(len(forms) + 1, np.int32), np.zeros(count + 1, np.int64)
    meaning_ends = np.zeros(len(forms) + 1, np.int64)
    most = _meanings_at_most(forms, form, lexis)
    meanings, weights = np.empty(most, np.int32), np.empty(most, np.float64)
    size = 0
    for text in range(count):
        spoken = forms[ends[text] : ends[text + 1]]
        own = topical_among(spoken, names_among(spoken, form, lexis), form)
        before, unit = topical_ends[text], unit_ends[text]
        topical[before : before + len(own)] = own
        topical_ends[text + 1] = before + len(own)
        start = 0
        while start < len(own):
            phrase, length = phrase_at(own, start, form, lexis)
            units[unit] = before + start
            size = _mean(own[start], phrase, form, lexis, meanings, weights, size)
            unit += 1
            meaning_ends[unit] = size
            start += length
        unit_ends[text + 1] = unit
    count_of_units = unit_ends[count]
    units[count_of_units] = topical_ends[count]
    return (
        topical[: topical_ends[count]],
        topical_ends,
        units[: count_of_units + 1],
        unit_ends,
        meanings[:size],
        weights[:size],
        meaning_ends[: count_of_units + 1],
    )


@compiled()
def _meanings_at_most(forms, form, lexis):
    """No unit has more meanings than all phrases that begin with its first stem and its own form have together."""
    most = 0
    for one in forms:
        most += form.unknown_ends[one + 1] - form.unknown_ends[one]
        stem = form.stem[one]
        if stem < len(lexis.phrase_of_stem) - 1:
            first, last = lexis.phrase_of_stem[stem], lexis.phrase_of_stem[stem + 1]
            most += lexis.phrase_meaning_ends[last] - lexis.phrase_meaning_ends[first]
    return most


@compiled()
def _mean(one, phrase, form, lexis, meanings, weights, size):
    """Writes down what a unit means."""
    if phrase < 0:
        for place in range(form.unknown_ends[one], form.unknown_ends[one + 1]):
            meanings[size], weights[size] = form.unknown[place], form.unknown_weights[place]
            size += 1
        return size
    first, last = lexis.phrase_meaning_ends[phrase], lexis.phrase_meaning_ends[phrase + 1]
    for place in range(first, last):
        meanings[size], weights[size] = lexis.phrase_meanings[place], 1.0 / (last - first) ** 0.5
        size += 1
    return size


@compiled()
def worths(concepts, meanings, weights, ends, described, described_weights, described_ends):
    """How much each unit goes with each concept (concepts x units), by the concepts' descriptions."""
    found = np.zeros((len(concepts), len(ends) - 1))
    for unit in range(len(ends) - 1):
        for place in range(ends[unit], ends[unit + 1]):
            meaning = meanings[place]
            if meaning >= len(described_ends) - 1:
                continue
            first, last = described_ends[meaning], described_ends[meaning + 1]
            for number in range(len(concepts)):
                entry = first + np.searchsorted(described[first:last], concepts[number])
                if entry < last and described[entry] == concepts[number]:
                    found[number, unit] += weights[place] * described_weights[entry]
    return found
