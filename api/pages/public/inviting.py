"""Who is invited to post: those who may, and whoever has not said yet who he is."""

from matcher.policy import Actor, may
from matcher.policy.posts import NewPost, PostAction


def posts_here(actor: Actor, *, asks: bool) -> bool:
    """Whether a link to the form of a request (`asks`) or an offer leads a reader somewhere."""
    new = NewPost(asks, actor.organization or "", actor.country)
    return not actor.signed_in or may(actor, PostAction.CREATE, new)
