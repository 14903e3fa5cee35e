"""Run by tests in a process of its own: saves and loads indexes, and is killed or overtaken while it is at it."""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from scoring import Index
from scoring.stored import load_index, save_index
from tests.scoring.worlds import OFFERS, REQUESTS, TODAY, answers, world

WORLDS = {"old": OFFERS[:4], "new": OFFERS[2:]}
"""Two sets of offers, ranked differently."""
TOUCHED = {"open", "os.mkdir", "os.rename", "shutil.rmtree"}
REMOVED = {"os.remove", "os.rmdir"}
"""What a process does to files, as Python tells its audit hooks; what is removed is named without its folder."""


class Moments:
    """The moments at which this process does something to a file of a folder, counted."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.count = 0
        self.happens: Callable[[int], None] = lambda _: None
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in REMOVED or (event in TOUCHED and str(arguments[0]).startswith(self._folder)):
            self.count += 1
            self.happens(self.count)

    def spread(self, count: int, work: Callable[[], object]) -> Iterator[int]:
        """So many of the moments that a piece of work has, the first and the last among them."""
        self.count = 0
        work()
        last = self.count
        yield from sorted({1 + number * (last - 1) // (count - 1) for number in range(count)})

    def at(self, moment: int, happens: Callable[[], object]) -> None:
        """Something that happens once, at a moment counted from now."""
        self.count = 0
        self.happens = lambda now: self._once(happens) if now == moment else None

    def _once(self, happens: Callable[[], object]) -> None:
        self.happens = lambda _: None
        happens()


def killed(folder: Path, count: int) -> None:
    """Prints folders in which a process that was saving the new world over the old one was killed, each a little
    later."""
    old, new = (world(WORLDS[name]) for name in ("old", "new"))
    moments = Moments(folder)
    _save_twice(old, folder / "whole")
    for moment in moments.spread(count, lambda: save_index(new, folder / "whole", world="new")):
        place = folder / f"{moment:04}"
        _save_twice(old, place)
        child = os.fork()
        if not child:
            moments.at(moment, lambda: os.kill(os.getpid(), signal.SIGKILL))
            save_index(new, place, world="new")
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(json.dumps({"folder": place.name, "killed": os.WIFSIGNALED(status)}))


def _save_twice(old: Index, folder: Path) -> None:
    """So that the next writer has an edition to sweep away."""
    save_index(old, folder, world="old")
    save_index(old, folder, world="old")


def by_turns(folder: Path, rounds: int, *names: str) -> None:
    """Saves worlds one after the other."""
    indexes = {name: world(WORLDS[name]) for name in names}
    for number in range(rounds):
        name = names[number % len(names)]
        save_index(indexes[name], folder, world=name)


def overtaken(folder: Path, count: int) -> None:
    """Prints what was loaded while two newer editions were saved, each time a little later."""
    indexes = {name: world(offers) for name, offers in WORLDS.items()}
    said = {name: answers(index, REQUESTS[:1]) for name, index in indexes.items()}
    moments = Moments(folder)
    by_turns(folder, 1, "old")

    def overtake() -> None:
        for name in ("old", "new"):
            save_index(indexes[name], folder, world=name)

    for moment in moments.spread(count, lambda: load_index(folder, as_of=TODAY)):
        save_index(indexes["old"], folder, world="old")
        moments.at(moment, overtake)
        loaded, manifest = load_index(folder, as_of=TODAY)
        whole = answers(loaded, REQUESTS[:1]) == said[manifest["world"]]
        print(json.dumps({"moment": moment, "world": manifest["world"], "whole": whole}))


if __name__ == "__main__":
    command, where, number, *rest = sys.argv[1:]
    {"killed": killed, "turns": by_turns, "overtaken": overtaken}[command](Path(where), int(number), *rest)
