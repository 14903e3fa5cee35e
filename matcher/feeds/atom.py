"""Writes the newest public posts as an Atom feed (RFC 4287)."""

from urllib.parse import urlsplit

from feedgen.feed import FeedGenerator

from locales import translate
from matcher.feeds.newest import Entry, Feed

STARTED = 2026
"""Year in which the names of entries begin to be ours (RFC 4151): it never changes."""


def atom(feed: Feed, *, address: str, public_url: str, language: str) -> bytes:
    """The feed as XML. The same feed always gives the same bytes; `address` is that under which it is read."""
    place = public_url.rstrip("/")
    written = FeedGenerator()
    written.id(_name(place, "feed"))
    written.title(translate("Sursur: requests and offers", language))
    written.subtitle(translate("What countries want to learn, and what others offer to share.", language))
    written.language(language)
    written.updated(feed.updated)
    written.author(name="Sursur")
    written.generator("Sursur", uri=place)
    written.link(href=address, rel="self", type="application/atom+xml")
    written.link(href=place, rel="alternate", type="text/html")
    for entry in feed.entries:
        _write(written, entry, place, language)
    return bytes(written.atom_str(pretty=True))


def _write(written: FeedGenerator, entry: Entry, place: str, language: str) -> None:
    post, element = entry.post, written.add_entry(order="append")
    element.id(_name(place, f"{entry.kind}/{post.id}"))
    element.title(post.title)
    element.author(name=entry.organization)
    element.published(post.published_at or post.created_at)
    element.updated(entry.updated)
    element.link(href=_page(entry, place), rel="alternate", hreflang=post.language)
    element.content(post.text, type="text")
    element.category(term=entry.kind, scheme=f"{place}/kinds", label=_kind(entry, language))
    for sector in post.sectors:
        element.category(term=sector, scheme=f"{place}/api/v1/taxonomies/sectors")


def _name(place: str, what: str) -> str:
    """A name that stays the same wherever the service's pages move."""
    return f"tag:{urlsplit(place).hostname or 'sursur'},{STARTED}:{what}"


def _page(entry: Entry, place: str) -> str:
    """Where a post is read; an offer has no page of its own yet."""
    pages = {"request": f"{place}/requests/{entry.post.id}", "offer": f"{place}/api/v1/offers/{entry.post.id}"}
    return pages[entry.kind]


def _kind(entry: Entry, language: str) -> str:
    return translate("Request", language) if entry.kind == "request" else translate("Offer", language)
