"""`python -m tests.install.walk`: does what `docs/operations.md` tells, from a wheel on a fresh virtual environment.

The marked blocks of the page are run in order by bash, in a folder that stands for the root of a machine, against a
PostgreSQL; the commands of the units take the place of systemd. Ends with an error at the first command that fails.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests import postgres
from tests.conftest import ROOT
from tests.install.guide import Step, command_of, steps
from tests.matcher.mail.post_office import free_port

FOLDERS = ("/opt/sursur", "/etc/sursur", "/var/lib/sursur", "/var/cache/sursur", "/usr/local/bin", "/root/sursur")
PORTS = ("8001", "8002")
PYTHON = Path(sys.base_prefix) / "bin"
"""Where the Python is that made our own environment, for the fresh one."""
PATIENCE = 90
"""Seconds in which a process that is told to stop has ended; systemd waits as long."""


@dataclass
class Machine:
    """A folder that stands for the root of a machine, with what runs there."""

    root: Path
    words: Mapping[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def placed(self, text: str) -> str:
        """A text with the places, ports and names of this machine instead of those of the page."""
        for written, here in self.words.items():
            text = text.replace(written, here)
        return text

    def log_of(self, unit: str) -> Path:
        """Where the lines of a unit go, as journald would keep them."""
        return self.root / f"{unit}.log"

    @property
    def environment(self) -> dict[str, str]:
        """A plain one, without the variables of whoever walks, but for how packages are found."""
        kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
        path = f"{self.root}/usr/local/bin:{PYTHON}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return kept | {"PATH": path, "HOME": str(self.root / "root"), "LANG": "C.UTF-8"}

    def run(self, step: Step) -> None:
        """Does what a block says."""
        print(step.commands, flush=True)
        if step.units:
            for unit in step.units:
                self.start(unit)
            return
        script = f"set -euo pipefail\n{self.placed(step.commands)}"
        subprocess.run(
            ["bash", "-c", script], check=True, env=self.environment, cwd=self.root / "root/sursur", stdin=-3
        )

    def start(self, unit: str) -> None:
        """Starts what a unit runs, with its settings, in its folder."""
        command = f". {self.placed('/etc/sursur/sursur.env')}; exec {self.placed(command_of(unit))}"
        with self.log_of(unit).open("wb") as log:
            self.running[unit] = subprocess.Popen(
                ["bash", "-ac", command],
                env=self.environment,
                cwd=self.placed("/var/lib/sursur"),
                stdout=log,
                stderr=log,
                stdin=-3,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Stops all that runs, which must have gone on until now and end by itself."""
        for unit, process in self.running.items():
            assert process.poll() is None, f"{unit} ended:\n{self.log_of(unit).read_text()}"
            process.terminate()
        for unit, process in self.running.items():
            code = process.wait(PATIENCE)
            assert code in (0, -signal.SIGTERM), f"{unit} ended with {code}:\n{self.log_of(unit).read_text()}"

    def kill(self) -> None:
        """Leaves nothing running, nor what it had started, as systemd does."""
        for process in self.running.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def machine(root: Path, database: str) -> Machine:
    """A machine after step 1 and 3 of the page, with what an administrator brings."""
    for folder in FOLDERS:
        (root / folder[1:]).mkdir(parents=True)
    words = {folder: f"{root}{folder}" for folder in FOLDERS} | {port: str(free_port()) for port in PORTS}
    found = Machine(root, words | {"postgresql:///sursur": database, "runuser -u sursur -- ": ""})
    brought = root / "root/sursur"
    shutil.copytree(ROOT / "fixtures", brought / "fixtures")
    (brought / "deploy").mkdir()
    for path in (ROOT / "deploy").iterdir():
        (brought / "deploy" / path.name).write_text(found.placed(path.read_text()) if path.name != LOCK else "")
    shutil.copy(ROOT / "deploy" / LOCK, brought / "deploy" / LOCK)
    build_wheel(brought / "dist")
    return found


LOCK = "requirements.lock"


def build_wheel(folder: Path) -> None:
    """The wheel, in a folder."""
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def check_logs(found: Machine) -> None:
    """Every line of the web processes is a JSON object; those of answers name their call."""
    for unit in (one for one in found.running if "@" in one):
        lines = [json.loads(line) for line in found.log_of(unit).read_text().splitlines()]
        answers = [line for line in lines if line.get("action") == "http.answered"]
        assert answers, f"{unit} wrote nothing of its answers"
        assert all(line["request_id"] and line["status"] < 500 for line in answers)


def main() -> None:
    """Walks."""
    with ExitStack() as stack:
        root = Path(stack.enter_context(TemporaryDirectory(prefix="sursur-walk-", ignore_cleanup_errors=True)))
        server = stack.enter_context(postgres.server())
        name = f"sursur_walk_{os.getpid()}"
        database = postgres.create_database(server, name)
        stack.callback(postgres.drop_database, server, name)
        found = machine(root, database)
        stack.callback(found.kill)
        for step in steps():
            found.run(step)
        check_logs(found)
        found.stop()
        check_mail(found)
    print("Walked docs/operations.md: installed, served, sent, stopped.")


def check_mail(found: Machine) -> None:
    """The invitation of the first administrator has gone out."""
    mails = list(Path(found.placed("/var/lib/sursur/outbox")).glob("*.eml"))
    assert any("you@example.org" in path.read_text() for path in mails), "the invitation did not go out"


if __name__ == "__main__":
    main()
