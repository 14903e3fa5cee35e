"""What the items of a digest are put together from.

A mail crosses open networks and lies in mailboxes, so a post that only its parties may see stands in it in a minimal
form: its identifier and a neutral title, without the reason that quotes it. The page behind the sign-in shows it whole.
"""

from datetime import date, datetime, timedelta
from typing import Any

from locales import translate
from matcher.digests.situation import Post, Situation
from models import taxonomy
from models.pairing import Pairing
from models.post import Visibility
from models.request import Request

Item = dict[str, Any]
"""One thing that a digest says, as JSON: words in the reader's language and facts, neither markup nor addresses."""

STILL_ASKED = timedelta(weeks=8)
"""How long a digest goes on asking for what is due: who has not answered by then does not mean to."""
MOST = 10
"""Most items of a section: what a busy official reads."""
TOLD_IN_FULL = frozenset({Visibility.PUBLIC, Visibility.MEMBERS})
"""The visibilities of the posts whose words may stand in a mail: whoever gets a digest is a member."""


def post_part(post: Post, language: str) -> Item:
    """A post as items name it; `reserved` where its words are for its parties alone."""
    part = {"kind": _kind(post), "id": post.id, "title": title_of(post, language)}
    return part if post.visibility in TOLD_IN_FULL else part | {"reserved": True}


def title_of(post: Post, language: str) -> str:
    """The title of a post as a mail may say it."""
    if post.visibility in TOLD_IN_FULL:
        return post.title
    asks = isinstance(post, Request)
    return translate("A reserved request", language) if asks else translate("A reserved offer", language)


def _kind(post: Post) -> str:
    return "request" if isinstance(post, Request) else "offer"


def side_part(post: Post, situation: Situation, language: str) -> Item:
    """The organization of a post, and the post's country."""
    country = taxonomy.country_name(post.country, language) if post.country else ""
    return {"name": situation.organizations[post.organization].name, "country": country}


def match_part(found: Pairing, situation: Situation, language: str) -> Item:
    """A match with its two posts and sides."""
    return {
        "match": found.id,
        "request": post_part(found.request, language),
        "requester": side_part(found.request, situation, language),
        "offer": post_part(found.offer, language),
        "provider": side_part(found.offer, situation, language),
    }


def suggestion(found: Pairing, situation: Situation, language: str) -> Item:
    """A match with its place, its score and the reason for them."""
    match = found.match
    told = all(one.visibility in TOLD_IN_FULL for one in (found.request, found.offer))
    why = situation.why(found, language) if told else ""
    return match_part(found, situation, language) | {"rank": match.rank, "score": match.score, "why": why}


def days_since(moment: datetime, today: date) -> int:
    """Whole days, by the calendar in UTC."""
    return (today - moment.date()).days
