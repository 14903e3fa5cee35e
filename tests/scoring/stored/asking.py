"""Run by a test in a process of its own: prints what a saved index answers."""

import json
import sys
from datetime import date
from pathlib import Path

from scoring.stored import load_index
from tests.scoring.worlds import answers, world

if __name__ == "__main__":
    world()  # texts read before, so that words have other numbers here than where the index was made
    loaded, _ = load_index(Path(sys.argv[1]), as_of=date.fromisoformat(sys.argv[2]))
    print(json.dumps(answers(loaded)))
