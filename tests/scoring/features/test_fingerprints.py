"""A fingerprint changes with what a finding says or does."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from scoring.features import Family, Feature

SOURCE = '''
def fresh(query):
    """The offer is fresh."""
    return query.index.nothing
'''


def _module(folder: Path, source: str) -> ModuleType:
    path = folder / f"features_{abs(hash(source))}.py"
    path.write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _fingerprint(folder: Path, source: str) -> str:
    return Feature(_module(folder, source).fresh, Family.PRACTICE, "offer", "the offer is fresh").fingerprint


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("The offer is fresh.", "The offer is new.", False),
        ("query.index.nothing", "query.index.everything", False),
        ("return query.index.nothing", "return (\n        query.index.nothing\n    )", False),
        ('"""\n    return', '"""\n\n    return', True),
    ],
)
def test_a_fingerprint_tells_other_code_and_not_other_line_breaks(
    old: str, new: str, same: bool, tmp_path: Path
) -> None:
    assert (_fingerprint(tmp_path, SOURCE) == _fingerprint(tmp_path, SOURCE.replace(old, new))) is same
