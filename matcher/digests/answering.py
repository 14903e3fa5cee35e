"""What the signed links of digests lead to: a question as it stands now, and the answer of the account it was sent to.

Whoever holds a link may do what it says in the name of that account, and nothing else: the same functions and the same
policy as everywhere decide, with no more than the scopes that reading and writing need.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from locales import speak
from matcher.accounts.actors import actor_of
from matcher.digests.asking_matches import act_on_match, look_at_match
from matcher.digests.asking_posts import answer_question, look_at_post, look_at_question, renew_post
from matcher.digests.links import Purpose, Signer, mark_of
from matcher.digests.questions import Asked, Holder, Said
from matcher.errors import NotFoundError
from models.account import Account
from models.api_token import Scope
from models.digest import Digest

SCOPES = (Scope.READ, Scope.WRITE)
"""What a link may at most do, as a token would."""


@dataclass(frozen=True)
class Kind:
    """How to look at what a link asks, and how to do what its holder says."""

    look: Callable[[Session, Holder, datetime], Asked]
    act: Callable[[Session, Holder, Said, datetime], None]


MATCHES = Kind(look_at_match, act_on_match)
KINDS: Mapping[Purpose, Kind] = {
    Purpose.INTERESTING: MATCHES,
    Purpose.NOT_FOR_US: MATCHES,
    Purpose.CHOOSE: MATCHES,
    Purpose.ACCEPT: MATCHES,
    Purpose.RENEW: Kind(look_at_post, renew_post),
    Purpose.NEED_MET: Kind(look_at_question, answer_question),
}


def holder_of(session: Session, signer: Signer, word: str) -> Holder:
    """Whom a word speaks for. Raises NotFoundError for one that we did not sign, or whose digest is not there."""
    errand = signer.read(word)
    digest = None if errand is None else session.get(Digest, errand.digest)
    if errand is None or digest is None or mark_of(digest.account) != errand.reader:
        raise NotFoundError("link", word[:40], "it is mistyped; the newest digest holds one that works")
    account = session.get_one(Account, digest.account)
    return Holder(errand, account, actor_of(session, account, scopes=SCOPES), speak(account.language))


def look(session: Session, holder: Holder, *, now: datetime) -> Asked:
    """What a link asks, as it stands now; changes nothing. Raises NotFoundError where its account may not see it."""
    return KINDS[holder.errand.purpose].look(session, holder, now)


def act(session: Session, holder: Holder, said: Said, *, now: datetime) -> None:
    """Does what a link is for. Raises what the function of the service raises that does the same for others."""
    KINDS[holder.errand.purpose].act(session, holder, said, now)
