"""Saves and restores for tests: saved at the moment NOW, restored a day later."""

from datetime import timedelta
from pathlib import Path

from matcher.backup.manifest import Manifest
from matcher.backup.restoring import Wish, restore
from matcher.backup.saving import Stored, save
from tests.conftest import NOW

LATER = NOW + timedelta(days=1)


def saved(stored: Stored, path: Path) -> Manifest:
    return save(stored, path, now=NOW)


def restored(stored: Stored, path: Path, *, replace: bool = False) -> Manifest:
    return restore(stored, Wish(path, replace), now=LATER)
