"""Who reads a digest."""

from dataclasses import dataclass, field

from locales import speak
from matcher.digests.situation import Situation
from matcher.policy.actor import Actor, covered_countries
from matcher.policy.posts import PostCase, sees
from matcher.review.rows import sees_post
from models.account import Account, Role
from models.pairing import Pairing
from models.post import Visibility


@dataclass(frozen=True)
class Reader:
    """An account as the policy knows it, the language in which it reads, and the matches that it was shown before."""

    actor: Actor
    language: str
    shown: frozenset[int] = field(default=frozenset())

    def sees(self, found: Pairing) -> bool:
        """Whether the reader may read both posts of a match."""
        posts = (found.request, found.offer)
        if Visibility.PARTIES not in (found.request.visibility, found.offer.visibility):
            return True
        owners = (owner for one in posts for owner in (one.organization, one.posted_by) if owner)
        met = frozenset(owners) if found.together else frozenset[str]()
        return all(sees(self.actor, PostCase(one, met)) or sees_post(self.actor, found, one) for one in posts)


def reader_of(account: Account, situation: Situation, *, language: str, shown: frozenset[int]) -> Reader:
    """The reader that an account is, without asking the database again."""
    own = situation.organizations.get(account.organization or "")
    actor = Actor(
        email=account.email,
        role=Role(account.role),
        organization=account.organization,
        country=own.country if own else None,
        territorial=own is not None and own.is_territorial,
        covers=covered_countries(account.covers),
    )
    return Reader(actor, speak(language), shown)
