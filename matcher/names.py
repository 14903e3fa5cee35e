"""Recognises organizations by name and posts that say the same, with rapidfuzz."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from models.organization import Organization
from scoring.text.words import fold

SURE_WORD = 83.0
"""Similarity (0..100) that every word of a name must reach for it to be taken for an organization without asking."""
LIKELY = 75.0
DUPLICATE = 88.0
"""Similarity (0..100) from which two posts are shown as likely duplicates."""


@dataclass(frozen=True)
class Likeness:
    """Something known that resembles what was asked, 0..100."""

    id: str
    name: str
    score: float


class OrganizationNames:
    """All names under which organizations are known."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        self._ids: list[str] = []
        self._names: list[str] = []
        self._folded: list[str] = []
        for one in organizations:
            for name in dict.fromkeys([one.id, one.name, *([one.acronym] if one.acronym else []), *one.aliases]):
                self._ids.append(one.id)
                self._names.append(name)
                self._folded.append(fold(name))

    def search(self, name: str, limit: int = 5) -> list[Likeness]:
        """The organizations whose names resemble a name most, best first, each once."""
        hits = process.extract(fold(name), self._folded, scorer=fuzz.WRatio, limit=limit * 4, score_cutoff=LIKELY)
        best: dict[str, Likeness] = {}
        for _, score, place in hits:
            best.setdefault(self._ids[place], Likeness(self._ids[place], self._names[place], float(score)))
        return list(best.values())[:limit]

    def resolve(self, name: str) -> str | None:
        """The organization that a name surely means: spelled so, or alone in being almost so; else None."""
        exact = {one for one, known in zip(self._ids, self._folded, strict=True) if known == fold(name)}
        if exact:
            return exact.pop() if len(exact) == 1 else None
        near = {one for one, known in zip(self._ids, self._folded, strict=True) if _same_words(fold(name), known)}
        return near.pop() if len(near) == 1 else None


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
