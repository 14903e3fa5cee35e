"""Recognises organizations by name and posts that say the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from models.organization import Organization
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


class OrganizationNames:
    """All names under which organizations are known."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        self._named: list[tuple[str, str]] = []
        self._known: dict[str, set[str]] = defaultdict(set)
        for one in organizations:
            for name in dict.fromkeys([one.id, one.name, *([one.acronym] if one.acronym else []), *one.aliases]):
                self._named.append((one.id, name))
                self._known[fold(name)].add(one.id)

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex.of(self._named)

    def search(self, name: str, limit: int = 5) -> list[Likeness]:
        """The organizations whose names resemble a name most, best first, each once."""
        return [one for one in self._index.search(name, limit) if one.score >= LIKELY]

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
