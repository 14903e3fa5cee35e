"""`sursur support`: the finder in the terminal."""

import json

import pytest
from sqlalchemy import Engine

from models.database import writing
from tests.builders import mechanism, organization
from tests.matched import put, small_region
from tests.shell import sursur


@pytest.fixture
def url(engine: Engine) -> str:
    """A small region with a fund of PAHO that serves it, and one that does not."""
    with writing(engine) as session:
        small_region(session)
        put(session, organization("paho", None, name="Pan American Health Organization"))
        terms = {"ceiling_amount": 20000, "ceiling_currency": "USD", "call": "rolling"}
        put(session, mechanism("mec-1", name="Water Fund", **terms))
        put(session, mechanism("mec-2", name="Schools Fund", sectors=["education"]))
    return engine.url.render_as_string(hide_password=False)


def test_the_table_tells_each_rule_and_leaves_out_what_does_not_fit(url: str) -> None:
    ended = sursur(url, "support", "req-agua", "off-agua", "--costs", "15000")

    shown = " ".join(ended.out.split())
    assert ended.code == 0
    assert "Water Fund (Pan American Health Organization): ask, can fund" in shown
    assert "yes countries Members of its organization: Mexico, Brazil." in shown
    assert "15,000 USD" in shown
    assert "Schools Fund" not in shown
    assert "Mechanisms: 0 yes, 1 ask, 1 no." in shown
    assert "Third partners" in shown
    assert "Schools Fund" in sursur(url, "support", "req-agua", "--all").out


def test_programs_get_what_the_api_answers(url: str) -> None:
    found = json.loads(sursur(url, "support", "req-agua", "--costs", "30000 USD", "--json").out)

    assert found["case"]["costs"] == {"USD": 30000}
    assert [one["verdict"] for one in found["mechanisms"]] == ["no", "no"]
    assert found["counts"] == {"yes": 0, "ask": 0, "no": 2}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("req-none",), "there is no request 'req-none'"),
        (("req-agua", "off-none"), "there is no offer 'off-none'"),
        (("req-agua", "--costs", "much"), "--costs 'much' is no amount"),
        (("req-agua", "--costs", "5 XYZ"), "--costs '5 XYZ' is no amount"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(url: str, words: tuple[str, ...], reason: str) -> None:
    assert reason in sursur(url, "support", *words).reason
