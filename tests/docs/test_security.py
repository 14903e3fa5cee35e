"""The page on security names tests that are there, and leaves out no number of ASVS 5.0, levels 1 and 2."""

import re
from collections.abc import Iterator

import pytest

from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
REQUIREMENTS = """
1.1 1-2   1.2 1-9   1.3 1-11  1.4 1-3   1.5 1-2
2.1 1-3   2.2 1-3   2.3 1-4   2.4 1-1
3.2 1-2   3.3 1-4   3.4 1-6   3.5 1-5   3.7 1-2
4.1 1-3   4.2 1-1   4.3 1-2   4.4 1-4
5.1 1-1   5.2 1-3   5.3 1-2   5.4 1-3
6.1 1-3   6.2 1-12  6.3 1-4   6.4 1-4   6.5 1-5   6.6 1-3   6.8 1-4
7.1 1-3   7.2 1-4   7.3 1-2   7.4 1-5   7.5 1-2   7.6 1-2
8.1 1-2   8.2 1-3   8.3 1-1   8.4 1-1
9.1 1-3   9.2 1-4
10.1 1-2  10.2 1-2  10.3 1-4  10.4 1-11 10.5 1-5  10.6 1-2  10.7 1-3
11.1 1-2  11.2 1-3  11.3 1-3  11.4 1-4  11.5 1-1  11.6 1-1
12.1 1-3  12.2 1-2  12.3 1-4
13.1 1-1  13.2 1-5  13.3 1-2  13.4 1-5
14.1 1-2  14.2 1-4  14.3 1-3
15.1 1-3  15.2 1-3  15.3 1-7
16.1 1-1  16.2 1-5  16.3 1-4  16.4 1-3  16.5 1-3
17.1 1-1  17.2 1-4  17.3 1-2
"""
"""The sections of ASVS 5.0.0, each with the numbers of its requirements of levels 1 and 2, which come first in each."""
STATES = ("met", "partly", "no", "host", "none")
ROW = re.compile(r"^\| (\d[\d., –]*) \|([^|]*)\| (\w+) \|([^|]*)\|([^|]*)\|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)


def wanted() -> Iterator[str]:
    """Every requirement, as 1.2.3."""
    for section, first, last in re.findall(r"([\d.]+) (\d+)-(\d+)", REQUIREMENTS):
        yield from (f"{section}.{number}" for number in range(int(first), int(last) + 1))


def named(cell: str) -> Iterator[str]:
    """The requirements that a row is about; `4.4.1–4.4.4` stands for all between."""
    for part in cell.split(", "):
        first, _, last = part.strip().partition("–")
        section = first.rpartition(".")[0]
        ends = [int(one.rpartition(".")[2]) for one in (first, last or first)]
        yield from (f"{section}.{number}" for number in range(ends[0], ends[1] + 1))


def test_every_requirement_of_the_two_levels_has_its_row_once() -> None:
    told = [one for cell, *_ in ROWS for one in named(cell)]

    assert len(list(wanted())) == 253
    assert sorted(told) == sorted(wanted())


def test_every_row_says_how_it_stands_and_what_is_met_is_shown() -> None:
    assert {state for _, _, state, _, _ in ROWS} == set(STATES)
    silent = [cell for cell, _, state, how, test in ROWS if state == "met" and not test.strip() and not how.strip()]
    assert silent == []
    assert [cell for cell, _, state, how, _ in ROWS if state in ("partly", "no") and not how.strip()] == []


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w/]+\.py(?:::\w+)?)`", "".join(row[4] for row in ROWS)))))
def test_every_test_that_is_named_is_there(name: str) -> None:
    path, _, test = name.partition("::")
    found = (ROOT / "tests" / path).read_text(encoding="utf-8")

    assert not test or re.search(rf"^(async )?def {test}\(", found, re.MULTILINE)
