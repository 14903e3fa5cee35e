"""What would help an unmet request."""

import pytest

from matcher.analytics.demand_views.helping import HELP, Help, help_for, supply_of
from matcher.analytics.posts import NOT_YET, Alike, Tags

OFFERS = [
    Alike(Tags(("BRA",), ("energy",), (), ("pt",)), NOT_YET, 3),
    Alike(Tags(("MEX",), ("health",), (), ("es",)), NOT_YET, 1),
    Alike(Tags((), ("forestry",), (), ("fr",)), NOT_YET, 1),
]


@pytest.mark.parametrize(
    ("sectors", "languages", "was_suggested", "needed"),
    [
        ((), ("es",), False, Help.SECTOR),
        (("trade",), ("es",), False, Help.OFFER),
        (("health",), ("es",), False, Help.OFFER),
        (("forestry",), ("es",), True, Help.LANGUAGE),
        (("energy",), ("es",), True, Help.LOOK),
        (("energy",), ("es",), False, Help.WORDS),
        (("energy", "health"), (), False, Help.WORDS),
    ],
)
def test_the_first_thing_lacking_is_told(
    sectors: tuple[str, ...], languages: tuple[str, ...], was_suggested: bool, needed: Help
) -> None:
    tags = Tags(("MEX",), sectors, (), languages)

    assert help_for(tags, supply_of(OFFERS), was_suggested=was_suggested) == needed
    assert needed in HELP
