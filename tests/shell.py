"""Runs `sursur` for tests: in this process, which is quick, or as a program of its own, as users do."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, func
from sqlmodel import select

import models.tables
from api.cli import main
from models.database import open_database, reading

PROGRAM = Path(sys.executable).with_name("sursur")


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def reason(self) -> str:
        """The one line of a refusal; fails where the command was not refused, or in more words than one line."""
        assert self.code == 2, f"exit code {self.code}: {self.out}{self.err}"
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        return lines[0]


def sursur(url: str, *words: object) -> Ended:
    """Runs a command in this process, and closes the database that a program leaves to its end."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr("sys.argv", ["sursur", *map(str, words)])
        patch.setenv("SURSUR_DATABASE_URL", url)
        opened: list[Engine] = []

        def opening(address: str) -> Engine:
            opened.append(open_database(address))
            return opened[-1]

        patch.setattr("api.settings.open_database", opening)
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            for engine in opened:
                engine.dispose()
    return Ended(code, out.getvalue(), err.getvalue())


def sursur_program(url: str, *words: object) -> Ended:
    """Runs a command as a program."""
    done = subprocess.run(
        [str(PROGRAM), *map(str, words)],
        env=os.environ | {"SURSUR_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def row_counts(engine: Engine) -> dict[str, int]:
    """How many rows each table holds."""
    tables = [getattr(models.tables, name) for name in models.tables.__all__]
    with reading(engine) as session:
        return {table.__tablename__: session.exec(select(func.count()).select_from(table)).one() for table in tables}
