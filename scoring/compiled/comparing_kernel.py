"""The compiled loops that compare a request with all targets."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def add_up(tokens, weights, ends, targets, amounts, found):
    """Adds to each target the products of the tokens that it shares with a request."""
    for place in range(len(tokens)):
        weight = weights[place]
        for posting in range(ends[tokens[place]], ends[tokens[place] + 1]):
            found[targets[posting]] += weight * amounts[posting]


@njit(cache=True, nogil=True)
def damp(found, square, squares):
    """Divides by the length of both rows together."""
    for target in range(len(found)):
        if found[target] != 0.0:
            found[target] /= np.sqrt(square * (squares[target] + square))


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def _insert(best, value):
    place = 0
    while place + 1 < len(best) and best[place + 1] < value:
        best[place] = best[place + 1]
        place += 1
    best[place] = value


@njit(cache=True, nogil=True)
def lift(values, groups, factors):
    """Each value times the factor of its group, at most 1."""
    found = np.empty_like(values)
    for place in range(len(values)):
        value = values[place] * factors[groups[place]]
        found[place] = 1.0 if value > 1.0 else value
    return found
