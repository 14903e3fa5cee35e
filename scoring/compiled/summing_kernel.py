"""The compiled loops that add up scores and choose the best."""

import numpy as np

from scoring.compiled.comparing_kernel import bent, insert
from scoring.compiling import compiled

SPARE = 1024
NOTHING = np.iinfo(np.int64).min
"""Less than any score."""


@compiled()
def add_bent(values, groups, factors, power, weight, neutral, million, totals):
    """Adds to each total the weighed value, bent, in whole millionths; the neutral one where it is unknown."""
    for place in range(len(values)):
        totals[place] += _part(values[place], factors[groups[place]], power, weight, neutral, million)


@compiled(inline="always")
def _part(value, factor, power, weight, neutral, million):
    found = neutral if np.isnan(value) else bent(value, factor, power)
    return np.int64(np.rint(weight * found * million))


@compiled()
def add_by_number(parts, numbers, totals):
    """Adds to each total the part of its number."""
    for place in range(len(numbers)):
        totals[place] += parts[numbers[place]]


@compiled()
def best_places(totals, closed, values, groups, factors, power, weight, neutral, million, k):
    """The places of the best `k` that are not closed, with their scores, when the last part is added to the totals; and
    of all that score as the last of them. A part is reckoned only where its straight value, which it does not exceed
    when its power is at least 1 and its weight is positive, would do."""
    best = np.full(k, NOTHING)
    places, scores = np.empty(2 * k + SPARE, np.int64), np.empty(2 * k + SPARE, np.int64)
    size = 0
    for place in range(len(totals)):
        if closed[place]:
            continue
        if power > 1.0 and weight > 0.0:
            straight = _part(values[place], factors[groups[place]], 1.0, weight, neutral, million)
            if totals[place] + straight < best[0]:
                continue
        score = totals[place] + _part(values[place], factors[groups[place]], power, weight, neutral, million)
        if score < best[0]:
            continue
        if score > best[0]:
            insert(best, score)
        if size == len(places):
            size = _those_from(best[0], places, scores, size)
            places, scores = _with_room(places, size), _with_room(scores, size)
        places[size], scores[size] = place, score
        size += 1
    size = _those_from(best[0], places, scores, size)
    return places[:size], scores[:size]


@compiled()
def _those_from(least, places, scores, size):
    """Moves those with at least a score to the front; answers how many there are."""
    kept = 0
    for place in range(size):
        if scores[place] >= least:
            places[kept], scores[kept] = places[place], scores[place]
            kept += 1
    return kept


@compiled()
def _with_room(values, size):
    """The values, with room for as many more."""
    if 2 * size < len(values):
        return values
    wider = np.empty(2 * len(values), np.int64)
    wider[:size] = values[:size]
    return wider


@compiled()
def close(flags, closed):
    """Closes what is flagged; answers how many were open before."""
    count = 0
    for place in range(len(closed)):
        if flags[place] and not closed[place]:
            closed[place] = True
            count += 1
    return count


@compiled()
def close_by_number(flags, numbers, closed):
    """As `close`, flagged by number."""
    count = 0
    if flags.any():
        for place in range(len(closed)):
            if flags[numbers[place]] and not closed[place]:
                closed[place] = True
                count += 1
    return count
