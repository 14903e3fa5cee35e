"""What a start imports, of the program and of the service: no more than it needs."""

import subprocess
import sys

import pytest

from api.cli.on_demand import PLACES, CommandsOnDemand
from tests.shell import sursur

SELDOM_NEEDED = ("ortools", "sklearn", "pandas")
"""Libraries that take long to import: for planning events, for learning and for judging."""


def test_the_help_says_of_each_command_what_the_command_says_itself() -> None:
    shown = " ".join(sursur("sqlite://", "--help").out.replace("│", " ").split())
    for name in PLACES:
        said = CommandsOnDemand(name="sursur").get_command(None, name).help
        assert f"{name} {' '.join(said.split(chr(10) * 2)[0].split())}" in shown, name


def test_the_help_imports_none_of_the_commands() -> None:
    program = "import sys; from api.cli import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    loaded = set(ran.stdout.split())
    assert "api.cli.on_demand" in loaded
    assert not loaded & {f"api.cli.{place.partition(':')[0]}" for place in PLACES.values()}


@pytest.mark.long
def test_the_service_starts_without_what_few_of_its_calls_need() -> None:
    program = f"import sys; sys.modules.update(dict.fromkeys({SELDOM_NEEDED})); import api.app"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
