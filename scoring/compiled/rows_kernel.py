"""Compiled loops over sparse rows: what concepts lead to, and the weightiest entries of each row."""

import numpy as np

from scoring.compiling import compiled

ROUNDING = 1 - 1e-9
"""Weights that differ by less are alike: which of them stays must not hang on how a sum is rounded."""


@compiled()
def strongest(ends, numbers, amounts, lead_ends, leads, share, keep):
    """For each row the concepts that its own lead to, at a share of the strongest that does; with its own where
    `keep`. Answers rows as (ends, numbers, amounts)."""
    count = len(ends) - 1
    most = 0
    for row in range(count):
        for place in range(ends[row], ends[row + 1]):
            most += lead_ends[numbers[place] + 1] - lead_ends[numbers[place]] + keep
    found_ends = np.zeros(count + 1, np.int64)
    found, strengths = np.empty(most, np.int32), np.empty(most, np.float64)
    strength, used = np.zeros(len(lead_ends) - 1), np.empty(len(lead_ends), np.int32)
    end = 0
    for row in range(count):
        size = 0
        for place in range(ends[row], ends[row + 1]):
            one, amount = numbers[place], amounts[place]
            if keep and amount > strength[one]:
                if strength[one] == 0.0:
                    used[size] = one
                    size += 1
                strength[one] = amount
            for lead in range(lead_ends[one], lead_ends[one + 1]):
                if share * amount > strength[leads[lead]]:
                    if strength[leads[lead]] == 0.0:
                        used[size] = leads[lead]
                        size += 1
                    strength[leads[lead]] = share * amount
        for place in range(size):
            found[end], strengths[end] = used[place], strength[used[place]]
            strength[used[place]] = 0.0
            end += 1
        found_ends[row + 1] = end
    return found_ends, found[:end], strengths[:end]


@compiled()
def reached(ends, numbers, amounts, lead_ends, leads, share, most):
    """For each row its own concepts and, at a share, what they lead to, added up; the weightiest `most` of them and
    those that weigh as much as the last one."""
    count = len(ends) - 1
    size = len(lead_ends) - 1
    found_ends = np.zeros(count + 1, np.int64)
    room = np.int64(1024)
    found, weights = np.empty(room, np.int32), np.empty(room, np.float64)
    weight = np.zeros(size)
    end = 0
    for row in range(count):
        for place in range(ends[row], ends[row + 1]):
            one, amount = numbers[place], amounts[place]
            weight[one] += amount
            for lead in range(lead_ends[one], lead_ends[one + 1]):
                weight[leads[lead]] += share * amount
        least = ROUNDING * np.partition(weight, size - most)[size - most]
        if end + size > room:
            room = 2 * (end + size)
            wider, wider_weights = np.empty(room, np.int32), np.empty(room, np.float64)
            wider[:end], wider_weights[:end] = found[:end], weights[:end]
            found, weights = wider, wider_weights
        for one in range(size):
            if weight[one] > 0.0 and weight[one] >= least:
                found[end], weights[end] = one, weight[one]
                end += 1
            weight[one] = 0.0
        found_ends[row + 1] = end
    return found_ends, found[:end], weights[:end]


@compiled()
def weightiest(ends, numbers, amounts, most):
    """Of each row the `most` weightiest entries, and those that weigh as much as the last one."""
    found_ends = np.zeros(len(ends), np.int64)
    found, weights = np.empty_like(numbers), np.empty_like(amounts)
    end = 0
    for row in range(len(ends) - 1):
        entries = amounts[ends[row] : ends[row + 1]]
        size = len(entries)
        least = ROUNDING * np.partition(entries, size - most)[size - most] if size > most else -np.inf
        for place in range(ends[row], ends[row + 1]):
            if amounts[place] >= least:
                found[end], weights[end] = numbers[place], amounts[place]
                end += 1
        found_ends[row + 1] = end
    return found_ends, found[:end], weights[:end]


@compiled()
def weights_at(tokens, target, ends, targets, weights):
    """The weight of each token in a target; the targets of a token are sorted."""
    found = np.zeros(len(tokens))
    for place in range(len(tokens)):
        if tokens[place] >= len(ends) - 1:
            continue
        start, end = ends[tokens[place]], ends[tokens[place] + 1]
        posting = start + np.searchsorted(targets[start:end], target)
        if posting < end and targets[posting] == target:
            found[place] = weights[posting]
    return found
