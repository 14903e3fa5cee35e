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
        weight = weights[place]
        for posting in range(ends[tokens[place]], ends[tokens[place] + 1]):
            found[targets[posting]] += weight * amounts[posting]


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
    """Divides by the length of both rows together."""
    for target in range(len(found)):
        if found[target] != 0.0:
            found[target] /= np.sqrt(square * (squares[target] + square))


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
            _insert(best[group], value)
    return best, known


@compiled()
def _insert(best, value):
    place = 0
    while place + 1 < len(best) and best[place + 1] < value:
        best[place] = best[place + 1]
        place += 1
    best[place] = value


@compiled()
def lift(values, groups, factors):
    """Each value times the factor of its group, at most 1."""
    found = np.empty_like(values)
    for place in range(len(values)):
        value = values[place] * factors[groups[place]]
        found[place] = 1.0 if value > 1.0 else value
    return found
