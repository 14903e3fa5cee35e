"""Recognises organizations by name and posts that say the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from rapidfuzz import fuzz, process

from scoring.names import Likeness, NameIndex
from scoring.text.words import fold

SURE_WORD = 83.0
"""Similarity (0..100) that every word of a name must reach for it to be taken for an organization without asking."""
LIKELY = 60.0
"""Similarity (0..100) from which an organization is suggested for a name."""
NEAREST = 20
"""Organizations looked at for one that a name surely means."""
DUPLICATE = 88.0
"""Similarity (0..100) from which two posts are shown as likely duplicates."""


class Known(Protocol):
    """An organization as far as it has names."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def acronym(self) -> str | None: ...
    @property
    def aliases(self) -> list[str]: ...


class OrganizationNames:
    """All names under which organizations are known."""

    def __init__(self, organizations: Iterable[Known]) -> None:
        self._named = [
            (one.id, name)
            for one in organizations
            for name in dict.fromkeys([one.id, one.name, *([one.acronym] if one.acronym else []), *one.aliases])
        ]

    @cached_property
    def _folded(self) -> list[tuple[str, str]]:
        return [(key, fold(name)) for key, name in self._named]

    @cached_property
    def _known(self) -> Mapping[str, set[str]]:
        known = defaultdict[str, set[str]](set)
        for key, name in self._folded:
            known[name].add(key)
        return known

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex.of(self._named)

    def search(self, name: str, limit: int = 5) -> list[Likeness]:
        """The organizations whose names resemble a name most, best first, each once."""
        return [one for one in self._index.search(name, limit) if one.score >= LIKELY]

    def holding(self, text: str) -> list[str]:
        """The organizations that have a text in one of their names, whatever its case and accents, each once."""
        sought = fold(text)
        return list(dict.fromkeys(key for key, name in self._folded if sought in name))

    def resolve(self, name: str) -> str | None:
        """The organization that a name surely means: spelled so, or alone in being almost so; else None."""
        folded = fold(name)
        sure = self._known.get(folded) or {
            one.id for one in self._index.search(name, NEAREST) if _same_words(folded, fold(one.name))
        }
        return next(iter(sure)) if len(sure) == 1 else None


def _same_words(one: str, other: str) -> bool:
    """Whether two names are the same but for slips within words: another country's ministry is not a slip."""
    first, second = one.split(), other.split()
    return len(first) == len(second) and all(
        fuzz.ratio(mine, theirs) >= SURE_WORD for mine, theirs in zip(first, second, strict=True)
    )


def near_duplicates(text: str, known: Sequence[tuple[str, str]], limit: int = 3) -> list[Likeness]:
    """The posts, given as (id, text), that say nearly the same, best first."""
    texts = [fold(other) for _, other in known]
    hits = process.extract(fold(text), texts, scorer=fuzz.token_sort_ratio, limit=limit, score_cutoff=DUPLICATE)
    return [Likeness(known[place][0], known[place][1], float(score)) for _, score, place in hits]
