"""`python -m tests.load.mixed`: two workers under the calls of many, over 100,000 posts and 10,000 accounts.

Of a hundred calls ninety read, eight search or rank and two write, at a steady rate, from a client on the same machine.
Afterwards the same client reads single rows of a bare FastAPI and SQLModel over the same database.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from typing import Any
from urllib.request import Request as Call
from urllib.request import urlopen

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, func
from sqlmodel import Session, col, select

from matcher.accounts.tokens import issue_token
from models.account import Account, Role
from models.api_token import Scope
from models.database import open_database, reading, writing
from models.offer import Offer
from models.organization import Organization
from models.request import Request
from models.taxonomy import sectors
from tests.browser.site import build
from tests.conftest import ROOT
from tests.load.pages import COPY, enlarge
from tests.load.workers import Worker, workers

VISITORS = 60
WRITERS = 60
SOME = 2000
"""Of each kind of thing so many are asked for."""
WORDS = ("agua", "energia", "health", "escuela", "clima", "santé", "training", "pesca")
SHOWN = 5
"""Most lines of the log that are shown where something failed."""
AIMS = {"rate": 150, "p95": 150, "p99": 500}
"""Answers a second; milliseconds."""


def fill(path: Path, posts: int, accounts: int) -> None:
    """The staged region, made as large, with so many accounts."""
    build(path)
    engine = open_database(f"sqlite:///{path}")
    enlarge(engine, posts)
    with writing(engine) as session:
        _people(session, accounts)
    engine.dispose()


def _people(session: Session, accounts: int) -> None:
    """Providers of the copied organizations, so many as are lacking."""
    there = session.exec(select(func.count()).select_from(Account)).one()
    homes = select(Organization.id).where(col(Organization.id).like(f"%{COPY}%")).limit(max(0, accounts - there))
    plain = {"role": Role.PROVIDER, "language": "es", "time_zone": "UTC", "confirmed_at": datetime.now(UTC)}
    for number, home in enumerate(session.exec(homes).all()):
        session.add(Account(email=f"office-{number}@example.org", name="Office", organization=home, **plain))


def plan(engine: Engine, hosts: Sequence[str], rate: float) -> dict[str, Any]:
    """What there is to ask for."""
    now = datetime.now(UTC)
    with writing(engine) as session:
        some = select(Account.email).where(Account.role == Role.PROVIDER, col(Account.organization).is_not(None))
        emails = session.exec(some.order_by(func.random()).limit(WRITERS)).all()
        tokens = [issue_token(session, one, "load", scopes=tuple(Scope), now=now).secret for one in emails]
    with reading(engine) as session:
        texts = [str(one) for one in session.exec(select(Request.text).where(_original(Request)).limit(100))]
        keys = {
            "requests": _keys(session, Request, col(Request.state) == "published"),
            "offers": _keys(session, Offer, col(Offer.state) == "published"),
            "organizations": _keys(session, Organization),
        }
    plain = {"hosts": list(hosts), "tokens": tokens, "needs": texts, "words": WORDS, "sectors": sorted(sectors())}
    return keys | plain | {"each": rate / VISITORS}


def _original(table: type[Request]) -> Any:
    return col(table.id).not_like(f"%{COPY}%")


def _keys(session: Session, table: type[Any], *chosen: Any) -> list[str]:
    return list(session.exec(select(table.id).where(*chosen).order_by(func.random()).limit(SOME)))


@contextmanager
def visited(folder: Path, script: str, asked: dict[str, Any], seconds: int) -> Iterator[Path]:
    """Visitors meanwhile; afterwards the file has their answers."""
    path, answers = folder / "plan.json", folder / "answers.json"
    path.write_text(json.dumps(asked | {"answers": str(answers)}), encoding="utf-8")
    command = ["-m", "locust", "-f", script, "--headless", "--only-summary", "--skip-log", "--loglevel", "ERROR"]
    many = ["-u", str(VISITORS), "-r", str(VISITORS), "-t", str(seconds)]
    environment = os.environ | {"SURSUR_LOAD_PLAN": str(path)}
    with subprocess.Popen(
        [sys.executable, *command, *many], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    ) as process:
        yield answers
        process.wait()


def measured(folder: Path, script: str, asked: dict[str, Any], seconds: int, of: Sequence[Worker]) -> dict[str, Any]:
    """The figures of one run: rate, times, failures, memory at its beginning, middle and end, processor's time."""
    before, memory = sum(one.processor_seconds for one in of), [_memory(of)]
    with visited(folder, script, asked, seconds) as path:
        sleep(seconds / 2)
        memory.append(_memory(of))
    memory.append(_memory(of))
    took = sum(one.processor_seconds for one in of) - before
    answers = json.loads(path.read_text(encoding="utf-8"))
    return _judged(answers, seconds) | {"mebibytes": memory, "processor_ms": round(1000 * took / len(answers), 1)}


def _memory(of: Sequence[Worker]) -> list[int]:
    return [round(one.mebibytes) for one in of]


def _judged(answers: list[Any], seconds: int) -> dict[str, Any]:
    by_name = defaultdict[str, list[float]](list)
    for kind, what, taken, _ in answers:
        by_name[f"{kind} {what}"].append(taken)
    statuses = Counter(int(status) for *_, status in answers)
    return {
        "answers": len(answers),
        "rate": round(len(answers) / seconds, 1),
        **_times([taken for _, _, taken, _ in answers]),
        "failed": {status: many for status, many in statuses.items() if status >= 500 or status == 0},
        "refused": {status: many for status, many in statuses.items() if 400 <= status < 500},
        "parts": {name: {"calls": len(taken), **_times(taken)} for name, taken in sorted(by_name.items())},
    }


def _times(taken: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(taken, n=100) if len(taken) > 1 else taken * 99
    return {"p50": round(cuts[49], 1), "p95": round(cuts[94], 1), "p99": round(cuts[98], 1)}


def warm(found: Sequence[Worker], asked: dict[str, Any]) -> None:
    """Each worker has read the offers into its index before the measuring begins."""
    need = json.dumps({"text": asked["needs"][0]}).encode()
    for one in found:
        with urlopen(Call(f"{one.address}/api/v1/rank", need, {"Content-Type": "application/json"}), timeout=900):
            pass


def run(database: Path, folder: Path, seconds: int, rate: float) -> dict[str, dict[str, Any]]:
    """Both runs, by their names."""
    url = f"sqlite:///{database}"
    settings = {
        "SURSUR_DATABASE_URL": url,
        "SURSUR_CLOCK": "false",
        "SURSUR_INDEX": str(folder / "index"),
        "SURSUR_LOG_FORM": "json",
    }
    engine = open_database(url)
    serve = ["-c", "from api.cli import main; main()", "serve", "--port", "PORT"]
    with workers(serve, settings, "/readyz", log := folder / "mixed.log") as found:
        asked = plan(engine, [one.address for one in found], rate)
        warm(found, asked)
        mixed = measured(folder, "tests/load/visitors.py", asked, seconds, found)
    engine.dispose()
    mixed["errors"] = [line for line in log.read_text().splitlines() if '"level": "error"' in line][:SHOWN]
    ready = f"/offers/{asked['offers'][0]}"
    with workers(["-m", "tests.load.bare", "PORT", url], {}, ready, folder / "bare.log") as found:
        hosts = {"hosts": [one.address for one in found]}
        bare = measured(folder, "tests/load/bare_visitors.py", asked | hosts, max(10, seconds // 10), found)
    return {"mixed": mixed, "bare": bare}


def shown(found: dict[str, dict[str, Any]]) -> Table:
    """The figures as a table."""
    table = Table("calls", "number", "p50 ms", "p95 ms", "p99 ms")
    for run_name, figures in found.items():
        for name, part in {f"{run_name}: all": {"calls": figures["answers"], **figures}, **figures["parts"]}.items():
            table.add_row(name, str(part["calls"]), *(f"{part[one]:.0f}" for one in ("p50", "p95", "p99")))
    return table


def main() -> None:
    """Prints a table and the figures of both runs."""
    words = argparse.ArgumentParser(description=str(__doc__).split("\n")[0])
    words.add_argument("--posts", type=int, default=100_000)
    words.add_argument("--accounts", type=int, default=10_000)
    words.add_argument("--minutes", type=float, default=10)
    words.add_argument("--rate", type=float, default=AIMS["rate"])
    words.add_argument("--database", type=Path, help="a file that was filled before, or that is to be filled and kept")
    chosen = words.parse_args()
    if find_spec("locust") is None:
        words.error("this needs locust, which `make load` installs; by hand: pip install -e '.[load]'")
    with TemporaryDirectory() as name:
        path = chosen.database or Path(name) / "region.db"
        if not path.exists():
            fill(path, chosen.posts, chosen.accounts)
        found = run(path, Path(name), round(60 * chosen.minutes), chosen.rate)
    Console(width=120).print(shown(found))
    for figures in found.values():
        figures.pop("parts")
    print(json.dumps(found | {"aims": AIMS}))


if __name__ == "__main__":
    main()
