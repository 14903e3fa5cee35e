"""The page on explanations names what explanations carry."""

import re

import pytest

from scoring.features import FEATURES
from tests.conftest import ROOT


@pytest.mark.parametrize("feature", [name for name, one in FEATURES.items() if "{" in one.phrase])
def test_the_evidence_of_a_feature_is_described(feature: str) -> None:
    page = (ROOT / "docs" / "explanation.md").read_text(encoding="utf-8")
    row = next((line for line in page.splitlines() if line.startswith("|") and f"`{feature}`" in line), "")
    for key in re.findall(r"{(\w+)}", FEATURES[feature].phrase):
        assert f"`{key}`" in row
