"""What would raise an offer's place."""

from datetime import timedelta

from scoring import Practice
from scoring.raising import CHANGES, raises
from scoring.ranking import rank
from tests.scoring.builders import TODAY, VACCINES, index, need, offer

LONG_AGO = TODAY - timedelta(days=700)


def test_a_missing_sector_is_named_with_what_it_adds_and_the_place_it_leads_to() -> None:
    request = need(VACCINES, sectors=("health",))
    untagged = offer("a", VACCINES, sectors=("tourism",))
    tagged = offer("b", VACCINES, sectors=("health",))
    found = raises(request, "a", index(untagged, tagged))
    sector = next(one for one in found if one.change == "name-sector")
    renamed = rank(request, index(offer("a", VACCINES, sectors=("tourism", "health")), tagged)).places
    assert sector.place == [one.offer for one in renamed].index("a") + 1
    assert sector.gain > 0


def test_an_expired_offer_is_told_to_renew() -> None:
    old = offer("a", VACCINES, published_on=LONG_AGO, expires_on=TODAY - timedelta(days=1))
    found = raises(need(VACCINES), "a", index(old, offer("b", "Turismo")))
    assert [one.change for one in found if one.place == 1] == ["renew"]


def test_a_full_provider_is_told_to_make_room() -> None:
    full = offer("a", VACCINES, capacity=1, engaged=1)
    assert "free-capacity" in {one.change for one in raises(need(VACCINES), "a", index(full, offer("b")))}


def test_one_more_practice_is_added_to_those_that_there_are() -> None:
    practices = [Practice(id="p"), Practice(id="q")]
    one, two = offer("a", VACCINES, practices=("p",)), offer("b", VACCINES, practices=("p", "q"))
    found = raises(need(VACCINES), "a", index(one, two, practices=practices))
    documented = next(change for change in found if change.change == "document-practice")
    assert documented.place == 1
    assert documented.gain > 0


def test_nothing_is_promised_where_nothing_can_be_changed() -> None:
    own = offer("a", VACCINES, country="PER")
    assert raises(need(VACCINES, country="PER"), "a", index(own)) == ()


def test_every_change_has_words() -> None:
    assert all(one.meaning == CHANGES[one.change] for one in raises(need(VACCINES), "a", index(offer("a"))))
