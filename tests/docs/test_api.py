"""Every example of docs/api.md is run by curl against a real server, and answers what the page shows."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from matcher.accounts.tokens import issue_token
from matcher.webhooks.signing import signature
from models.api_token import Scope
from models.database import writing
from tests.api.conftest import service
from tests.conftest import NOW, ROOT
from tests.matched import fill_with_matches
from tests.serving import behind_a_port

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANYTHING = "…"
PEOPLE = {
    "AGENCY": "amexcid.mex@example.org",
    "FOCAL": "focal.undp@example.org",
    "ADMINISTRATOR": "administrator@example.org",
}
BEFORE = "SURSUR=http://127.0.0.1:8000/api/v1\n"


@dataclass(frozen=True)
class Example:
    """Commands, and what the page says that they answer, in its own form."""

    commands: str
    form: str
    shown: str


def examples() -> list[Example]:
    """The commands of the page in order, each with the answer that follows it at once."""
    found = list(BLOCK.finditer(PAGE))
    parts = []
    for block, following in zip(found, [*found[1:], None], strict=True):
        if block[1] == "sh" and block[2] != BEFORE:
            assert following is not None, block[2]
            assert following.start() == block.end() + 1, f"no answer follows:\n{block[2]}"
            parts.append(Example(block[2], following[1], following[2]))
    return parts


@pytest.fixture
def answers(engine: Engine, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the commands of the page print, run one after the other in one shell."""
    lacking = [one for one in ("curl", "jq", "bash") if shutil.which(one) is None]
    if lacking:
        assert os.environ.get("CI") != "true", f"CI lacks {lacking}"
        pytest.skip(f"this machine lacks {lacking}")
    fill_with_matches(engine, tmp_path_factory.getbasetemp())
    with writing(engine) as session:
        tokens = {
            name: issue_token(session, email, "docs", scopes=tuple(Scope), now=NOW).secret
            for name, email in PEOPLE.items()
        }
    app = service(engine.url.render_as_string(hide_password=False))
    with behind_a_port(app) as place:
        printed = _run(tmp_path, {"SURSUR": f"{place}/api/v1", **tokens})
    app.state.settings.engine.dispose()
    return printed


def _run(folder: Path, environment: dict[str, str]) -> list[str]:
    script = "".join(f"{{\n{one.commands}}} > {folder}/{number}.out 2>&1\n" for number, one in enumerate(examples()))
    plain = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    subprocess.run(["bash", "-c", script], env=plain | environment, cwd=folder, check=True, timeout=300)
    return [(folder / f"{number}.out").read_text(encoding="utf-8") for number in range(len(examples()))]


def unlike(shown: Any, found: Any, place: str = "answer") -> list[str]:
    """Where an answer is not what is shown: each field that is shown must be there, and be the same unless it is `…`.

    Of lists the first item is compared; numbers may differ where 0 is shown, nothing where null is.
    """
    if isinstance(shown, str) and ANYTHING in shown:
        pattern = ".*".join(re.escape(part) for part in shown.split(ANYTHING))
        same = shown == ANYTHING or (isinstance(found, str) and re.fullmatch(pattern, found, re.DOTALL))
        return [] if same else [f"{place}: {found!r}"]
    if isinstance(shown, dict) and isinstance(found, dict):
        fields = {name: value for name, value in shown.items() if name != ANYTHING}
        missing = [f"{place}: {name} is missing" for name in fields.keys() - found.keys()]
        return missing + [
            line
            for name in fields.keys() & found.keys()
            for line in unlike(fields[name], found[name], f"{place}.{name}")
        ]
    if isinstance(shown, list) and isinstance(found, list) and shown and found:
        return unlike(shown[0], found[0], f"{place}[0]")
    if shown in (0, None) and not isinstance(shown, bool) and isinstance(found, int | float | type(None) | str):
        return []
    return [] if shown == found else [f"{place}: {found!r} instead of {shown!r}"]


def differences(example: Example, printed: str) -> list[str]:
    """Where the commands of an example printed something else than the page shows."""
    if example.form == "json":
        try:
            return unlike(json.loads(example.shown), json.loads(printed))
        except ValueError:
            return [f"no JSON: {printed[:300]!r}"]
    if example.form == "http":
        head = [line.strip().casefold() for line in printed.split("\n\n", maxsplit=1)[0].replace("\r", "").split("\n")]
        lines = [line.strip().casefold() for line in example.shown.strip().split("\n")]
        wanted = [re.compile(".*".join(re.escape(part) for part in line.split(ANYTHING))) for line in lines]
        return [one.pattern for one in wanted if not any(one.fullmatch(line) for line in head)]
    shown = [line.strip() for line in example.shown.strip().split("\n")]
    return [] if shown == [line.strip() for line in printed.strip().split("\n")] else [printed]


def test_the_page_has_examples() -> None:
    assert len(examples()) >= 15
    assert PAGE.count("```sh") == len(examples()) + 1
    assert BEFORE in PAGE


def test_every_example_answers_what_the_page_shows(answers: list[str]) -> None:
    wrong = {
        example.commands: found
        for example, printed in zip(examples(), answers, strict=True)
        if (found := differences(example, printed))
    }
    assert wrong == {}


def test_a_receiver_that_checks_as_the_page_shows_believes_us_and_nobody_else() -> None:
    names: dict[str, Any] = {}
    exec(next(block[2] for block in BLOCK.finditer(PAGE) if block[1] == "python"), names)
    check, header, now = names["comes_from_sursur"], signature("whs_1", b'{"a":1}', now=NOW), NOW.timestamp()

    assert check("whs_1", header, b'{"a":1}', now + 60)
    assert not check("whs_2", header, b'{"a":1}', now + 60)
    assert not check("whs_1", header, b'{"a":2}', now + 60)
    assert not check("whs_1", header, b'{"a":1}', now + 600)
