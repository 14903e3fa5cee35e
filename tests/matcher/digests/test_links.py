"""Words that are signed: for one purpose, unreadable by others, and always the same for the same digest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.digests.links import Errand, Links, Purpose, Signer, mark_of
from tests.conftest import NOW
from tests.matcher.digests.full import digest, suggestion

SIGNER = Signer(b"k" * 32)
ERRAND = Errand(Purpose.ACCEPT, 7, mark_of("office@example.org"), date(2026, 12, 23), "12")


@given(
    st.sampled_from(Purpose),
    st.integers(1, 2**31),
    st.text(max_size=80),
    st.text(max_size=20),
    st.dates(),
)
def test_what_was_signed_is_read(purpose: Purpose, key: int, subject: str, detail: str, until: date) -> None:
    errand = Errand(purpose, key, "mark", until, subject, detail)

    assert SIGNER.read(SIGNER.sign(errand)) == errand


def test_a_word_is_good_for_its_purpose_and_key_alone() -> None:
    word = SIGNER.sign(ERRAND)
    _, _, signed = word.partition(".")

    assert Signer(b"x" * 32).read(word) is None
    assert [SIGNER.read(f"{one}.{signed}") for one in Purpose if one != Purpose.ACCEPT] == [None] * (len(Purpose) - 1)


@given(st.text(max_size=200))
def test_nothing_that_we_did_not_sign_is_read(text: str) -> None:
    for word in (text, f"accept.{text}", f"accept.{text}.{text}"):
        assert SIGNER.read(word) is None


@pytest.mark.parametrize("place", range(len(SIGNER.sign(ERRAND))))
def test_a_word_with_one_other_letter_is_not_read(place: int) -> None:
    word = SIGNER.sign(ERRAND)
    other = "A" if word[place] != "A" else "B"

    assert SIGNER.read(word[:place] + other + word[place + 1 :]) in (
        None,
        ERRAND,
    )  # base64 leaves bits of its last letter


def test_links_hold_for_thirty_days_from_the_digest_and_name_no_address() -> None:
    links = Links("https://sursur.example", digest({}), SIGNER)
    link = links.match("interesting", suggestion(3))
    errand = SIGNER.read(link.rpartition("/")[2])

    assert errand is not None
    assert (errand.subject, errand.digest, errand.until) == ("3", 7, (NOW + timedelta(days=30)).date())
    assert link == Links("https://sursur.example", digest({}), SIGNER).match("interesting", suggestion(3))
    assert "example.org" not in str(errand)
