"""All pages."""

from api.pages import accounts, administration, answers, exchanges, matches, posts, public, review, unsubscribe

ROUTERS = (
    answers.router,
    unsubscribe.router,
    exchanges.router,
    *accounts.ROUTERS,
    *public.ROUTERS,
    *posts.ROUTERS,
    *matches.ROUTERS,
    *review.ROUTERS,
    *administration.ROUTERS,
)
