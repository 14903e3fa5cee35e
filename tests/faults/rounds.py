"""How long the faults are looked for: `make faults` looks longer than `make test`."""

import os

ROUNDS = int(os.environ.get("SURSUR_FAULT_ROUNDS", "1"))
"""1 in `make test`; the moments and repetitions of the tests grow with it."""
