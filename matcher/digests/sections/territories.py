"""What the territories of the reader's country want to post: what waits for his word, then what is new."""

from matcher.digests.sections.items import MOST, Item, post_part, side_part
from matcher.digests.sections.reader import Reader
from matcher.digests.situation import Post, Situation


def territories(reader: Reader, situation: Situation) -> list[Item]:
    """Posts that territories wrote themselves and put forward in the last week, or that wait for the reader's word,
    these first and the nearest of them first; at most ten."""
    mine = [one for one in situation.territorial if reader.actor.is_window_of(one.country)]
    return [_item(one, reader, situation) for one in mine[:MOST]]


def _item(post: Post, reader: Reader, situation: Situation) -> Item:
    asked = {"until": post.window_until.date().isoformat()} if post.window_until else {}
    return {"post": post_part(post, reader.language), "by": side_part(post, situation, reader.language), **asked}
