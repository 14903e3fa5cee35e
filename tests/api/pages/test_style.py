"""The one style sheet and the scripts: ready for text from right to left and for the dark, small, and all our own."""

import re

import pytest
from fastapi.testclient import TestClient

from api.pages import STATIC
from api.pages.assets import asset

SHEET = (STATIC / "sursur.css").read_text(encoding="utf-8")
FILES = sorted(path.name for path in STATIC.iterdir())


def rules(sheet: str) -> list[tuple[str, str]]:
    """The declarations outside of `:root`, as (property, value)."""
    without_roots = re.sub(r":root\s*\{[^}]*\}", "", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))
    return re.findall(r"([\w-]+)\s*:\s*([^;{}]+);", without_roots)


def test_nothing_is_bound_to_the_left_or_the_right() -> None:
    bound = re.compile(r"(^|-)(left|right)(-|$)")
    assert [one for one in rules(SHEET) if bound.search(one[0]) or one[1].strip() in ("left", "right")] == []


def test_colours_have_names_of_which_each_has_a_dark_twin() -> None:
    light, dark = (set(re.findall(r"(--[\w-]+):\s*#", one)) for one in re.findall(r":root\s*\{([^}]*)\}", SHEET)[:2])
    loose = [one for one in rules(SHEET) if re.search(r"#[0-9a-f]{3,8}\b|rgb|hsl", one[1])]

    assert light == dark != set()
    assert loose in ([], [("background", "#fff")])  # the white ground of a code that telephones read


def test_nothing_is_loaded_from_elsewhere() -> None:
    for name in FILES:
        text = (STATIC / name).read_text(encoding="utf-8")
        assert re.findall(r"@import|https?://|url\((?!data:)", text) == [], name


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_kept_for_good_under_the_address_of_its_content(client: TestClient, name: str) -> None:
    known, bare = client.get(asset(name)), client.get(f"/static/{name}")

    assert known.status_code == bare.status_code == 200
    assert "immutable" in known.headers["cache-control"]
    assert "cache-control" not in bare.headers


def test_what_is_long_is_sent_packed(client: TestClient) -> None:
    assert client.get(asset("sursur.css")).headers["content-encoding"] == "gzip"
