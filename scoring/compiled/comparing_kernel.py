"""The compiled loops that compare a request with all targets."""

import numpy as np

from scoring.compiling import compiled


@compiled()
def add_up(tokens, weights, ends, targets, amounts, found):
    """Adds to each target the products of the tokens that it shares with a request; tokens past the ends are later
    than these targets."""
    for place in range(len(tokens)):
        if tokens[place] >= len(ends) - 1:
            continue
        weight, start, end = weights[place], ends[tokens[place]], ends[tokens[place] + 1]
        holding, held = targets[start:end], amounts[start:end]  # counted from 0, so that no place is looked at twice
        for posting in range(len(holding)):
            found[holding[posting]] += weight * held[posting]


@compiled()
def add_up_rows(tokens, weights, ends, row_tokens, amounts, found):
    """As `add_up`, over rows; tokens are added in the request's order, so that both answer the same."""
    size = 0
    for token in row_tokens:
        size = max(size, token + 1)
    place_of = np.full(size, -1, np.int32)
    for place in range(len(tokens)):
        if tokens[place] < size:
            place_of[tokens[place]] = place
    parts = np.zeros(len(tokens))
    for row in range(len(found)):
        for entry in range(ends[row], ends[row + 1]):
            place = place_of[row_tokens[entry]]
            if place >= 0:
                parts[place] = weights[place] * amounts[entry]
        for place in range(len(tokens)):
            found[row] += parts[place]
            parts[place] = 0.0


@compiled()
def damp(found, square, squares):
    """Divides by the length of both rows together: all at once, since asking first which are not 0 takes longer."""
    if square != 0.0:
        found[:] = found / np.sqrt(square * (squares + square))


@compiled()
def settle(found, empty):
    """Puts likenesses between 0 and 1, and unknown where a target is empty."""
    for target in range(len(found)):
        if empty[target]:
            found[target] = np.nan
        elif found[target] > 1.0:
            found[target] = 1.0


@compiled()
def best_by_group(values, groups, count, most):
    """The highest values of each group (groups x most, lowest first), and how many known values each group has."""
    best = np.full((count, most), -1.0)
    known = np.zeros(count, np.int64)
    for place in range(len(values)):
        value = values[place]
        if np.isnan(value):
            continue
        group = groups[place]
        known[group] += 1
        if value > best[group, 0]:
            insert(best[group], value)
    return best, known


@compiled()
def insert(best, value):
    """Puts a value among the best in place of the least of them; the least stands first."""
    place = 0
    while place + 1 < len(best) and best[place + 1] < value:
        best[place] = best[place + 1]
        place += 1
    best[place] = value


@compiled(inline="always")
def bent(value, factor, power):
    """A likeness times a factor, at most 1, raised to a power."""
    value = value * factor
    if value > 1.0:
        return 1.0
    if power == 1.0 or np.isnan(value):
        return value
    return np.sqrt(value) if power == 0.5 else value**power


@compiled()
def bend(values, groups, factors, power):
    """Each value times the factor of its group, at most 1, raised to a power."""
    found = np.empty_like(values)
    for place in range(len(values)):
        found[place] = bent(values[place], factors[groups[place]], power)
    return found
