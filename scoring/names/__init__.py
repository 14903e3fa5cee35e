"""Search in the names of organizations that forgives slips, for a million names as for ten."""

from scoring.names.index import Likeness, NameIndex
from scoring.names.storing import arrays_of, open_names, save_names

__all__ = ["Likeness", "NameIndex", "arrays_of", "open_names", "save_names"]
