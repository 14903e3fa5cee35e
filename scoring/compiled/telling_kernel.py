"""The compiled loops that find what a reader is told of texts given as numbers of forms."""

import numpy as np

from scoring.compiled.reading_kernel import names_among, phrase_at, topical_among
from scoring.compiling import compiled
from scoring.text.recognition import LOOSELY
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


@compiled(inline="always")
def _mean(one, phrase, form, lexis, meanings, weights, size):
    """Writes down what a unit means."""
    if phrase < 0:
        for place in range(form.unknown_ends[one], form.unknown_ends[one + 1]):
            meanings[size], weights[size] = form.unknown[place], form.unknown_weights[place]
            size += 1
        return size
    first, last = lexis.phrase_meaning_ends[phrase], lexis.phrase_meaning_ends[phrase + 1]
    weight = 1.0 / (last - first) ** 0.5
    for place in range(first, last):
        meanings[size], weights[size] = lexis.phrase_meanings[place], weight
        size += 1
    return size


@compiled()
def speak_outright(forms, ends, form, table, wanted):
    """The concepts that texts name outright, of those wanted (flags by number): by the most preferred of their terms,
    in the language that comes first. Answers the concepts and where those of each text end; the places of the words by
    which they are named, in order, and where those of each concept end."""
    most = _terms_at_most(forms, form, table)
    concepts, concept_ends = np.empty(most, np.int32), np.zeros(len(ends), np.int64)
    preferences, lengths = np.empty(most, np.int32), np.empty(most, np.int64)
    places, near = np.empty((most, table.longest), np.int64), np.empty(table.longest, np.int64)
    slot_of = np.full(len(wanted), -1, np.int64)
    size = 0
    for text in range(len(ends) - 1):
        before, start = size, ends[text]
        while start < ends[text + 1]:
            end, earlier = _end_of_language(forms, start, ends[text + 1], form), size
            stems = form.stem[forms[start:end]]
            for word in range(len(stems)):
                if stems[word] >= len(table.of_stem) - 1 or _stands_before(stems, word):
                    continue
                for term in range(table.of_stem[stems[word]], table.of_stem[stems[word] + 1]):
                    concept, slot = table.owners[term], slot_of[table.owners[term]]
                    settled = slot >= 0 and (slot < earlier or preferences[slot] <= table.preferences[term])
                    if settled or not wanted[concept]:
                        continue
                    length = _together(table.stems[table.ends[term] : table.ends[term + 1]], stems, near)
                    if length == 0:
                        continue
                    if slot < 0:
                        slot = slot_of[concept] = size
                        size += 1
                    concepts[slot], preferences[slot], lengths[slot] = concept, table.preferences[term], length
                    places[slot, :length] = np.sort(near[:length]) + start
            start = end
        for slot in range(before, size):
            slot_of[concepts[slot]] = -1
        concept_ends[text + 1] = size
    return concepts[:size], concept_ends, places[:size], lengths[:size]


@compiled()
def _terms_at_most(forms, form, table):
    most = 0
    for one in forms:
        stem = form.stem[one]
        if stem < len(table.of_stem) - 1:
            most += table.of_stem[stem + 1] - table.of_stem[stem]
    return most


@compiled()
def _end_of_language(forms, start, end, form):
    """Where the words end that are in the language of the first one."""
    for place in range(start, end):
        if form.tongue[forms[place]] != form.tongue[forms[start]]:
            return place
    return end


@compiled()
def _stands_before(values, place):
    for earlier in range(place):
        if values[earlier] == values[place]:
            return True
    return False


@compiled()
def _together(term, stems, near):
    """Writes down where the stems of a term stand within one short stretch of a text; answers how many, 0 where there
    is none."""
    fewest, rarest = len(stems) + 1, 0
    for number in range(len(term)):
        count = 0
        for stem in stems:
            count += stem == term[number]
        if count == 0:
            return 0
        if count < fewest:
            fewest, rarest = count, number
    reach = len(term) + LOOSELY
    for start in range(len(stems)):
        if stems[start] == term[rarest] and _all_near(term, stems, start, reach, near):
            return len(term)
    return 0


@compiled()
def _all_near(term, stems, start, reach, near):
    for number in range(len(term)):
        place, last = max(0, start - reach + 1), min(len(stems), start + reach)
        while place < last and stems[place] != term[number]:
            place += 1
        if place == last:
            return False
        near[number] = place
    return True


@compiled()
def meet(told, form, words, beginnings, meanings, surely, most):
    """Which words of a request texts share, by number: the first `most` whose stems they have, and whose beginnings;
    and which of its meanings they surely have, with the first unit that does, and where those of each text end."""
    count = len(told.topical_ends) - 1
    common, alike = np.full((count, most), -1, np.int64), np.full((count, most), -1, np.int64)
    met, units = np.empty(count * len(meanings), np.int64), np.empty(count * len(meanings), np.int64)
    met_ends = np.zeros(count + 1, np.int64)
    size = 0
    for text in range(count):
        topical = told.topical[told.topical_ends[text] : told.topical_ends[text + 1]]
        _shared(words, form.word[topical], common[text])
        _shared(beginnings, form.beginning[topical], alike[text])
        first, last = told.unit_ends[text], told.unit_ends[text + 1]
        for number in range(len(meanings)):
            unit = _first_that_means(meanings[number], told, first, last, surely)
            if unit >= 0:
                met[size], units[size] = number, unit
                size += 1
        met_ends[text + 1] = size
    return common, alike, met[:size], units[:size], met_ends


@compiled()
def _shared(wanted, values, found):
    """The numbers of the first values wanted that are there."""
    size = 0
    for number in range(len(wanted)):
        if size == len(found):
            break
        for value in values:
            if value == wanted[number]:
                found[size] = number
                size += 1
                break


@compiled()
def _first_that_means(meaning, told, first, last, surely):
    for place in range(told.meaning_ends[first], told.meaning_ends[last]):
        if told.meanings[place] == meaning and told.weights[place] >= surely:
            return np.searchsorted(told.meaning_ends[first : last + 1], place, side="right") - 1 + first
    return -1


@compiled()
def around(told, text, concept, keys, most, lexis):
    """The units of a text that go most with a concept, by its description, and how much: of each that is written alike
    the first one; the `most` weightiest, and those that weigh as much as the last of them."""
    first, last = told.unit_ends[text], told.unit_ends[text + 1]
    units, worths = np.empty(last - first, np.int64), np.empty(last - first, np.float64)
    size = 0
    for unit in range(first, last):
        worth = _worth(told, unit, concept, lexis)
        if worth != 0.0 and not _written_before(told, unit, units[:size], keys):
            units[size], worths[size] = unit, worth
            size += 1
    least = np.partition(worths[:size], size - most)[size - most] if size > most else -np.inf
    kept = worths[:size] >= least
    return units[:size][kept], worths[:size][kept]


@compiled()
def _worth(told, unit, concept, lexis):
    found = 0.0
    for place in range(told.meaning_ends[unit], told.meaning_ends[unit + 1]):
        meaning = told.meanings[place]
        if meaning < len(lexis.described_ends) - 1:
            first, last = lexis.described_ends[meaning], lexis.described_ends[meaning + 1]
            entry = first + np.searchsorted(lexis.described[first:last], concept)
            if entry < last and lexis.described[entry] == concept:
                found += told.weights[place] * lexis.described_weights[entry]
    return found


@compiled()
def _written_before(told, unit, units, keys):
    """Whether one of some units is written as this one."""
    start, length = told.starts[unit], told.starts[unit + 1] - told.starts[unit]
    for other in units:
        begin = told.starts[other]
        if told.starts[other + 1] - begin == length:
            same = 0
            while same < length and keys[told.topical[begin + same]] == keys[told.topical[start + same]]:
                same += 1
            if same == length:
                return True
    return False
