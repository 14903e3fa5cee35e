"""What `make audit` makes of the answers of pip-audit."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest

from tests.conftest import ROOT

spec = spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
assert spec is not None
assert spec.loader is not None
audit = module_from_spec(spec)
spec.loader.exec_module(audit)

FLAW = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"]}


def package(name: str, *flaws: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "version": "1.0", "vulns": list(flaws)}


SKIPPED = {"name": "a", "skip_reason": "Dependency not found on PyPI and could not be audited"}


@pytest.mark.parametrize(
    ("packages", "verdict", "said"),
    [
        ([package("a")], "clean", "0 advisories for 1 packages"),
        ([package("a", FLAW), SKIPPED], "found", "a 1.0: PYSEC-2026-1, mended in 2.0"),
        ([package("a"), SKIPPED], "clean", "1 could not be looked up"),
        ([SKIPPED, SKIPPED], "unreached", "NOT DONE"),
    ],
)
def test_a_finding_is_told_apart_from_a_silence(packages: list[dict[str, Any]], verdict: str, said: str) -> None:
    found, lines = audit.advisories(1, json.dumps({"dependencies": packages, "fixes": []}), "")

    assert found == verdict
    assert any(said in line for line in lines)


@pytest.mark.parametrize("errors", ["", "ConnectionError: no route to host"])
def test_a_service_that_does_not_answer_is_said_to_be_silent(errors: str) -> None:
    found, lines = audit.advisories(1, "", errors)

    assert found == "unreached"
    assert "NOT DONE" in lines[0]
    assert errors in lines[0]


def test_ci_runs_the_audit() -> None:
    assert "make audit" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert ".ci/audit.py" in (ROOT / "Makefile").read_text(encoding="utf-8")
