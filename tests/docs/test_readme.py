"""What the README shows is what the program prints, and what it links to is there."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.conftest import NOW, ROOT
from tests.shell import sursur

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"), ROOT / "fixtures" / "README.md"]


def test_the_example_shows_what_the_program_prints(region: Engine) -> None:
    command, *shown = README.split("$ .venv/bin/sursur ")[1].split("```")[0].strip().splitlines()
    url = region.url.render_as_string(hide_password=False)
    printed = sursur(url, *command.split(), "--as-of", NOW.date()).out.splitlines()

    lines = {line.rstrip() for line in printed}
    assert [line for line in shown if line.strip() != "..." and line.rstrip() not in lines] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_task_of_the_readme_is_in_the_makefile() -> None:
    tasks = set(re.findall(r"make ([a-z-]+)", README))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert tasks <= targets
