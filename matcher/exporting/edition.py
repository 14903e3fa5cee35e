"""Under which address, when and on which terms data is given away."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Rights(StrEnum):
    """Whose words a file holds: those of the institutions that posted them, or what the service compiled itself."""

    WORDS = "words"
    COMPILED = "compiled"


LICENCES = {
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": ("Creative Commons Attribution-ShareAlike 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
}
"""The licences for data and texts that an installation may choose from: title and address."""
COMPILED = "CC-BY-4.0"
"""The licence of what the service compiled itself (decision 17)."""
QUOTED = "Words of the institutions that posted them: name them when you quote"


@dataclass(frozen=True)
class Edition:
    """The public address of the service, the moment, and the licence that the institutions gave their words; empty
    where unknown. `address` ends without a slash."""

    address: str = ""
    created: datetime | None = None
    licence: str = ""

    def licence_of(self, rights: Rights) -> dict[str, Any]:
        """A licence as a data package names it; words without one lead to what is asked of those who quote them."""
        name = COMPILED if rights == Rights.COMPILED else self.licence
        if name:
            title, path = LICENCES[name]
            return {"name": name, "title": title, "path": path}
        return {"title": QUOTED, "path": f"{self.address}/data#use" if self.address else "README.md"}
