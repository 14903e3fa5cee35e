"""What is to be supported, as the rules of mechanisms look at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Case:
    """A request, a match or an exchange, as far as it is known.

    `learning` are the countries that ask, `teaching` those that teach, by alpha-3 code; `seeking` tells that a provider
    is still looked for. `asker` is the kind of the organization that asks. `costs` are whole units by currency, empty
    where they are not known; `begins` is the day on which it should have begun.
    """

    learning: tuple[str, ...]
    teaching: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    asker: str | None = None
    costs: Mapping[str, int] = field(default_factory=dict)
    begins: date | None = None
    seeking: bool = False

    @property
    def countries(self) -> tuple[str, ...]:
        """Every country once, those that ask first."""
        return tuple(dict.fromkeys((*self.learning, *self.teaching)))
