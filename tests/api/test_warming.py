"""Nobody waits for the first chart of a process."""

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parents[2]
MEASURED = """
from time import process_time
from api.warming import draw
times = []
for _ in range(2):
    begun = process_time()
    assert draw().startswith("<svg")
    times.append(process_time() - begun)
print(times[0] / times[1])
"""


def test_what_draws_is_ready_after_one_chart() -> None:
    words = [sys.executable, "-c", MEASURED]
    found = subprocess.run(words, cwd=HOME, capture_output=True, text=True, check=True, timeout=120)

    assert float(found.stdout) > 5  # the chart at the start bears what the first visitor would have waited for
