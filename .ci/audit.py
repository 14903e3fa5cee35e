"""What `make audit` runs: bandit over our own code, pip-audit over the locked dependencies.

A finding ends with 1. Where the advisory service cannot be reached, that is said and nothing is found: 0.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
OURS = ("api", "locales", "matcher", "models", "scoring")
PATIENCE = 300
FOUND, UNREACHED, CLEAN = "found", "unreached", "clean"


def main() -> int:
    """Runs both; the number that ends the process."""
    code = subprocess.run([BIN / "bandit", "-q", "-c", "pyproject.toml", "-r", *OURS], cwd=ROOT, check=False).returncode
    print("bandit: findings, see above" if code else "bandit: nothing found", flush=True)
    verdict, lines = advisories(*_asked())
    print("\n".join(lines), flush=True)
    return 1 if code or verdict == FOUND else 0


def _asked() -> tuple[int, str, str]:
    """What pip-audit answers of the lock, whose hashes it checks the form of: status, output and errors."""
    command = [BIN / "pip-audit", "--disable-pip", "--require-hashes", "-r", "requirements.lock", "-f", "json"]
    try:
        asked = subprocess.run(
            [*command, "--progress-spinner", "off"],
            cwd=ROOT,
            check=False,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return 1, "", f"no answer within {PATIENCE} seconds"
    return asked.returncode, asked.stdout, asked.stderr


def advisories(status: int, output: str, errors: str) -> tuple[str, list[str]]:
    """What an answer of pip-audit means, and the lines that say it."""
    try:
        packages: list[dict[str, Any]] = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = errors.strip().rpartition("\n")[2] or f"it ended with {status}"
        return UNREACHED, [f"pip-audit: NOT DONE, the advisory service could not be asked ({reason})"]
    looked_up = [one for one in packages if "skip_reason" not in one]
    if not looked_up:
        return UNREACHED, [f"pip-audit: NOT DONE, the advisory service knows none of {len(packages)} packages"]
    found = [_line(one, flaw) for one in looked_up for flaw in one.get("vulns", [])]
    left = len(packages) - len(looked_up)
    said = f"pip-audit: {len(found)} advisories for {len(looked_up)} packages"
    return (FOUND if found else CLEAN), [*found, said + (f"; {left} could not be looked up" if left else "")]


def _line(package: dict[str, Any], flaw: dict[str, Any]) -> str:
    mended = ", ".join(flaw.get("fix_versions", [])) or "no version yet"
    return f"{package['name']} {package['version']}: {flaw['id']}, mended in {mended}"


if __name__ == "__main__":
    sys.exit(main())
