"""What `make test` leaves to CI, so that it ends before somebody who waits for it has gone elsewhere.

Where tests are spread, one that runs in two ways runs in one of them, and one that walks through everything as
everybody goes a part of the way as each. In a short run the long ones of few files run at all, and one that is tried
with many values is tried with some. Names choose, so that the same are left out each time.
"""

import os
from collections.abc import Sequence
from zlib import crc32

SPREAD = "SURSUR_TEST_SPREAD"
ONCE, SHORT = "once", "short"
"""Each test once and walks in part; of the long ones few besides."""
ONE_OF = 3
FEW_OF = 10


def spread() -> bool:
    """Whether the tests are spread."""
    return os.environ.get(SPREAD) in (ONCE, SHORT)


def taken(*names: object) -> bool:
    """Whether a walk goes this step: always, but one of three where tests are spread."""
    return not spread() or crc32(" ".join(map(str, names)).encode()) % ONE_OF == 0


def among_the_few(file: str) -> bool:
    """Whether the long tests of a file run: always, but those of one in ten files in a short run."""
    return os.environ.get(SPREAD) != SHORT or crc32(file.encode()) % FEW_OF == 0


def some_of(values: Sequence[str]) -> set[str]:
    """With which of its values a test is tried: all of few; of many, in a short run, one of three."""
    if os.environ.get(SPREAD) != SHORT or len(values) <= ONE_OF:
        return set(values)
    return set(sorted(values, key=lambda one: crc32(one.encode()))[::ONE_OF])
