"""The command line for the tests of this folder."""

import pytest

from tests.matcher.evaluation.builders import Terminal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Runs `sursur evaluate`."""
    return Terminal(monkeypatch, capsys)
