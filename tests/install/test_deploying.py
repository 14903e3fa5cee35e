"""What lies in `deploy/` fits the service, the wheel and the guide."""

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml

from api.settings import Settings
from tests.conftest import ROOT
from tests.install.guide import PAGE, command_of, steps
from tests.install.walk import LOCK, build_wheel

DEPLOY = ROOT / "deploy"
KNOWN = {f"SURSUR_{name.upper()}" for name in Settings.model_fields}
PINNED = re.compile(r"^([\w.\[\]-]+)==(\S+)", re.MULTILINE)
WANTED = re.compile(r'^    "([\w.-]+)', re.MULTILINE)


def pinned(path: Path) -> dict[str, str]:
    """The versions of a lock."""
    return dict(PINNED.findall(path.read_text()))


def test_the_lock_for_running_is_the_part_of_the_other_that_running_needs() -> None:
    running, everything = pinned(DEPLOY / LOCK), pinned(ROOT / LOCK)
    project = (ROOT / "pyproject.toml").read_text().split("dependencies = [")[1].split("\n]")[0]

    assert running.items() <= everything.items()
    assert {name.lower().replace(".", "-") for name in WANTED.findall(project)} <= set(running)
    assert not {"pytest", "ruff", "locust", "playwright"} & set(running)


def test_the_file_of_settings_starts_a_service_once_its_key_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for line in (DEPLOY / "sursur.env").read_text().splitlines() if line and not line.startswith("# ")]
    named = {line.lstrip("#").partition("=")[0] for line in lines}
    for line in lines:
        if not line.startswith("#"):
            monkeypatch.setenv(*line.replace("'", "").split("=", 1))

    assert named <= KNOWN
    with pytest.raises(ValueError, match="SURSUR_SECRET_KEY"):
        Settings()
    monkeypatch.setenv("SURSUR_SECRET_KEY", "x" * 40)
    assert Settings().environment == "production"


def test_containers_are_given_settings_that_are_known_and_files_that_are_there() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    image = (DEPLOY / "Containerfile").read_text()
    named = {name for one in services.values() for name in one["environment"]} | set(re.findall(r"SURSUR_\w+", image))

    assert {name for name in named if name.startswith("SURSUR_")} <= KNOWN
    assert set(services) == {"database", "migrate", "serve", "scheduler"}
    for source in re.findall(r"^COPY (\S+) \./$", image, re.MULTILINE):
        assert source.startswith("dist/") or (ROOT / source).exists()


def test_units_run_commands_that_are_there(tmp_path: Path) -> None:
    for unit in ("sursur@8001", "sursur-scheduler"):
        words = command_of(unit).split()
        assert words[0] == "/opt/sursur/venv/bin/sursur"
        assert words[1] in ("serve", "scheduler")
    if shutil.which("systemd-analyze") is None:
        pytest.skip("this machine lacks systemd-analyze")
    for path in DEPLOY.glob("*.service"):
        shutil.copy(path, tmp_path / path.name.replace("@", "@8001"))
    found = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    said = [line for line in found.stderr.splitlines() if "sursur" in line and "is not executable" not in line]
    assert said == []


def test_the_guide_is_walked_from_the_installation_to_the_clock() -> None:
    commands = "".join(step.commands for step in steps())

    for word in ("--require-hashes", "db upgrade", "account add", "load fixtures", "/readyz", "tick_age"):
        assert word in commands
    assert [unit for step in steps() for unit in step.units] == ["sursur@8001", "sursur@8002", "sursur-scheduler"]


def test_every_file_of_deploy_that_the_guide_names_is_there() -> None:
    named = set(re.findall(r"deploy/([\w@.-]+\w)", PAGE.read_text()))

    assert {one for one in named if not (DEPLOY / one).exists()} <= {"secrets.env"}
    assert len(named) > 5


def test_the_command_for_administrators_is_a_program() -> None:
    assert os.access(DEPLOY / "sursur", os.X_OK)
    subprocess.run(["sh", "-n", str(DEPLOY / "sursur")], check=True)


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    build_wheel(tmp_path)
    [wheel] = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    ours = {
        str(path.relative_to(ROOT))
        for name in ("api", "locales", "matcher", "models", "scoring")
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.endswith((".pyc", ".nbi", ".nbc"))
    }

    assert ours - packed == set()
