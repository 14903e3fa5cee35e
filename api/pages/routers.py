"""All pages."""

from api.pages import (
    accounts,
    administration,
    analytics,
    answers,
    applications,
    calls,
    communities,
    events,
    exchanges,
    library,
    matches,
    posts,
    practices,
    public,
    review,
    support,
    unsubscribe,
)

ROUTERS = (
    answers.router,
    unsubscribe.router,
    *events.ROUTERS,
    *support.ROUTERS,  # before the exchanges, of which any part may be asked for by its kind
    exchanges.router,
    *accounts.ROUTERS,
    *practices.ROUTERS,
    *library.ROUTERS,
    *public.ROUTERS,
    *applications.ROUTERS,
    *calls.ROUTERS,
    *communities.ROUTERS,
    *analytics.ROUTERS,
    *posts.ROUTERS,
    *matches.ROUTERS,
    *review.ROUTERS,
    *administration.ROUTERS,
)
