"""What of a digest still holds when it is sent: days may lie between the building and the sending.

The sections are made again for the things that the digest speaks of, and only what they still say stays. So whatever
takes an item away while a digest is built takes it away until it is sent: a post that ended or was hidden, an answer
that was given, an evaluation that was sent, a renewal.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from matcher.digests.reading import Named, read_situation
from matcher.digests.sections import Content, if_worth_a_mail, sections_for
from matcher.digests.sections.items import Item
from matcher.digests.sections.reader import reader_of
from matcher.digests.situation import NEWS
from models.account import Account
from models.digest import Digest

Key = tuple[str | int | None, ...]
WITH_MATCHES = ("unmet", "raises")
"""The sections that say something of all matches of a post."""


def still_to_say(session: Session, digest: Digest, account: Account, *, now: datetime) -> Content:
    """The content of a digest as far as it still holds for its reader, in the words of the moment; empty where nothing
    worth a mail is left, or where the account gets no digests any more. The number of queries does not depend on the
    content."""
    if not account.gets_digests:
        return {}
    named = _named(digest, account)
    situation = read_situation(session, now=now, only=named)
    others = frozenset(one.id for one in situation.pairings) - named.matches
    fresh = sections_for(reader_of(account, situation, language=digest.language, shown=others), situation)
    kept = {name: _kept(items, fresh.get(name, [])) for name, items in digest.content.items()}
    return if_worth_a_mail({name: items for name, items in kept.items() if items})


def _kept(stored: Iterable[Item], fresh: Iterable[Item]) -> list[Item]:
    now = {_key(one): one for one in fresh}
    return [now[_key(one)] for one in stored if _key(one) in now]


def _key(item: Item) -> Key:
    """What an item is about, and what it asks for."""
    if "match" in item:
        return (item["match"], item.get("wanted"))
    if "exchange" in item:
        return (item["exchange"], item.get("stage"))
    if "expert" in item:
        return (item["id"], item["expert"])
    if "call" in item:
        return (item["call"],)
    if "news" in item:
        return (item["id"], item["news"])
    return (_post(item),)


def _post(item: Item) -> str:
    """The identifier of the one post that an item is about."""
    about = next((item[name] for name in ("post", "request", "offer") if name in item), item)
    return str(about["id"])


def _named(digest: Digest, account: Account) -> Named:
    """All that the digest speaks of."""
    items = [one for section in digest.content.values() for one in section]
    around = [one for name in WITH_MATCHES for one in digest.content.get(name, [])]
    return Named(
        matches={one["match"] for one in items if "match" in one},
        posts={_post(one.get("for", one)) for one in items if not {"match", "exchange", "expert"} & one.keys()},
        calls={one["call"] for one in items if "call" in one},
        experts={one["id"] for one in items if "expert" in one},
        with_matches={_post(one) for one in around},
        exchanges={one["exchange"] for one in items if "exchange" in one},
        organizations={account.organization} if account.organization else set(),
        news={one["id"] for one in items if "news" in one},
        news_since=digest.built_at - NEWS,
    )
