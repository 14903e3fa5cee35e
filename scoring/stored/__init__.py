"""An index on disk: saved whole or not at all, mapped into memory by as many processes as one likes."""

from scoring.stored.folder import UnfitIndexError
from scoring.stored.loading import load_index
from scoring.stored.saving import save_index

__all__ = ["UnfitIndexError", "load_index", "save_index"]
