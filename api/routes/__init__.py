"""The routes of the API, a module a noun."""

from api.routes import (
    accounts,
    analytics,
    attachments,
    bounces,
    bulk,
    calls,
    catalogues,
    communities,
    contributions,
    countries,
    deliveries,
    digest_schedule,
    digests,
    documents,
    event_delegations,
    event_meetings,
    events,
    exchange_plans,
    exchange_records,
    exchanges,
    experts,
    feed,
    hints,
    invitations,
    match_actions,
    match_notes,
    matches,
    mechanisms,
    organizations,
    passwords,
    portfolios,
    post_moves,
    posts,
    practices,
    ranking,
    reports,
    rosters,
    second_factor,
    sessions,
    sign_in,
    support,
    taxonomies,
    territories,
    tokens,
    webhooks,
)

ROUTERS = (
    feed.linked,  # before the posts, whose identifiers may hold dots
    event_meetings.planning,
    *(
        part.router
        for part in (
            *(taxonomies, hints, posts, post_moves, attachments, bulk, ranking),
            *(matches, match_actions, match_notes),
            *(exchanges, exchange_plans, exchange_records, practices, documents),
            *(portfolios, territories),  # before the organizations, whose identifiers may hold dots
            *(organizations, mechanisms, support, catalogues, countries, analytics, reports, webhooks),
            *(experts, rosters, calls, communities, contributions, events, event_delegations, event_meetings),
            *(sign_in, invitations, passwords, accounts, sessions, tokens, second_factor),
            *(bounces, digests, digest_schedule, deliveries),
        )
    ),
)
"""What the API consists of, in the order in which paths are tried."""
