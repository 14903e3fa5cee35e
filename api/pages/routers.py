"""All pages."""

from api.pages import (
    accounts,
    administration,
    analytics,
    answers,
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
    answers.router,
    unsubscribe.router,
    *events.ROUTERS,
    *support.ROUTERS,  # before the exchanges, of which any part may be asked for by its kind
    exchanges.router,
    *accounts.ROUTERS,
    *practices.ROUTERS,
    *library.ROUTERS,
    *public.ROUTERS,
    *calls.ROUTERS,
    *communities.ROUTERS,
    *places.ROUTERS,
    *experts.ROUTERS,
    *analytics.ROUTERS,
    *posts.ROUTERS,
    *matches.ROUTERS,
    *review.ROUTERS,
    *administration.ROUTERS,
)
