"""What `docs/operations.md` tells an administrator to type."""

import re
from dataclasses import dataclass

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "operations.md"
BLOCK = re.compile(r"^```sh (walked|started)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
UNITS = re.compile(r"^systemctl enable --now (.+)$", re.MULTILINE)
COMMAND = re.compile(r"^ExecStart=(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A block that is run as it stands, or the units that it starts."""

    commands: str
    units: tuple[str, ...]


def steps() -> list[Step]:
    """The marked blocks of the page in order."""
    text = PAGE.read_text(encoding="utf-8")
    return [_step(block[1], block[2]) for block in BLOCK.finditer(text)]


def _step(mark: str, commands: str) -> Step:
    if mark == "walked":
        return Step(commands, ())
    found = UNITS.search(commands)
    assert found, f"no unit is started by:\n{commands}"
    return Step(commands, tuple(found[1].split()))


def command_of(unit: str) -> str:
    """What systemd would run for a unit, as `sursur@8001`."""
    name, mark, instance = unit.partition("@")
    text = (ROOT / "deploy" / f"{name}{mark}.service").read_text(encoding="utf-8")
    found = COMMAND.search(text)
    assert found, f"{unit} runs nothing"
    return found[1].replace("%i", instance)
