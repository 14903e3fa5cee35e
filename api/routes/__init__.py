"""The routes of the API, a module a noun."""

from api.routes import (
    accounts,
    attachments,
    bounces,
    bulk,
    countries,
    deliveries,
    digest_schedule,
    digests,
    exchange_plans,
    exchange_records,
    exchanges,
    feed,
    hints,
    invitations,
    match_actions,
    match_notes,
    matches,
    mechanisms,
    organizations,
    passwords,
    post_moves,
    posts,
    practices,
    ranking,
    second_factor,
    sessions,
    sign_in,
    taxonomies,
    tokens,
    webhooks,
)

ROUTERS = (
    feed.linked,  # before the posts, whose identifiers may hold dots
    *(
        part.router
        for part in (
            *(taxonomies, hints, posts, post_moves, attachments, bulk, ranking),
            *(matches, match_actions, match_notes),
            *(exchanges, exchange_plans, exchange_records, practices),
            *(organizations, mechanisms, countries, webhooks),
            *(sign_in, invitations, passwords, accounts, sessions, tokens, second_factor),
            *(bounces, digests, digest_schedule, deliveries),
        )
    ),
)
"""What the API consists of, in the order in which paths are tried."""
