"""The compiled loops that add up scores."""

import numpy as np

from scoring.compiling import compiled


@compiled()
def add_values(values, weight, neutral, million, totals):
    """Adds to each total the weighed value, in whole millionths; the neutral one where it is unknown."""
    for place in range(len(values)):
        value = values[place]
        if np.isnan(value):
            value = neutral
        totals[place] += np.int64(np.rint(weight * value * million))


@compiled()
def add_by_number(parts, numbers, totals):
    """Adds to each total the part of its number."""
    for place in range(len(numbers)):
        totals[place] += parts[numbers[place]]
