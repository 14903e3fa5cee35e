"""The page on accounts says what the code does."""

from datetime import timedelta

import pytest

from api.app import create_app
from api.settings import Settings
from matcher.accounts import limits, links, password_rule, passwords, sessions
from matcher.accounts.sessions import GUARDED
from models.account import Role
from models.one_time_link import Purpose
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "accounts.md").read_text(encoding="utf-8")
WORDS = {timedelta(minutes=15): "15 minutes", timedelta(hours=1): "1 hour", timedelta(days=1): "1 day"}
LIMITS = [one for one in vars(limits).values() if isinstance(one, limits.Limit)]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: str(limit.name))
def test_every_limit_stands_on_the_page(limit: limits.Limit) -> None:
    rows = [line.split("|")[2:4] for line in PAGE.splitlines() if line.count("|") == 5]

    assert any(str(limit.most) in most.split() and WORDS[limit.within] in within for most, within in rows)


def test_the_times_and_numbers_on_the_page_are_those_of_the_code() -> None:
    assert links.LIFE[Purpose.INVITATION] == timedelta(days=14)
    assert "a link that holds for 14 days" in PAGE
    assert links.LIFE[Purpose.PASSWORD_RESET] == timedelta(hours=1)
    assert "holds for one hour" in PAGE
    assert (timedelta(hours=12), timedelta(days=7)) == (sessions.IDLE, sessions.LIFE)
    assert "12 hours idle, 7 days" in PAGE
    assert timedelta(minutes=15) == sessions.UNFINISHED
    assert (2, 8, timedelta(seconds=5)) == (passwords.AT_ONCE, passwords.WAITING, passwords.PATIENCE)
    assert (password_rule.SHORTEST, password_rule.LONGEST) == (12, 200)


@pytest.mark.parametrize("role", Role)
def test_the_page_says_which_roles_need_a_second_factor(role: Role) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith("| `") and f"`{role}`" in line)

    assert row.rstrip(" |").endswith("yes") is (role in GUARDED)


@pytest.mark.long
def test_every_path_on_the_page_is_served() -> None:
    paths = create_app(Settings(database_url="sqlite://", clock=False)).openapi()["paths"]
    known = {path.replace("{email}", "ADDRESS") for path in paths}
    named = {word.strip("`().,;:") for word in PAGE.split() if "/api/v1/" in word}

    assert len(named) > 8
    assert {one.removeprefix("SURSUR_PUBLIC_URL") for one in named} <= known
