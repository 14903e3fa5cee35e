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
    experts,
    library,
    matches,
    places,
    posts,
    practices,
    public,
    review,
    support,
    unsubscribe,
)

ROUTERS = (
    *public.ROUTERS,
    *posts.ROUTERS,
    *matches.ROUTERS,
    *places.ROUTERS,
    answers.router,
    unsubscribe.router,
    *events.ROUTERS,
    *support.ROUTERS,  # before the exchanges, of which any part may be asked for by its kind
    exchanges.router,
    *accounts.ROUTERS,
    *practices.ROUTERS,
    *library.ROUTERS,
    *applications.ROUTERS,
    *calls.ROUTERS,
    *communities.ROUTERS,
    *experts.ROUTERS,
    *analytics.ROUTERS,
    *review.ROUTERS,
    *administration.ROUTERS,
)
"""In the order in which paths are tried: first what most people ask for."""
