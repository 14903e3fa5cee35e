"""The administrators' floor."""

from api.pages.administration import (
    audit,
    catalogues,
    mails,
    organization,
    overview,
    pairing,
    people,
    person,
    register,
    taxonomies,
    weights,
    well,
)

ROUTERS = (
    overview.router,
    mails.router,
    people.router,
    person.router,
    register.router,
    pairing.router,
    organization.router,
    taxonomies.router,
    catalogues.router,
    weights.router,
    audit.router,
    well.router,
)
