"""The views of what is asked for and offered, in the order in which they are offered."""

from matcher.analytics.demand_views import (
    coverage,
    decline_reasons,
    exposure,
    gaps,
    idle,
    idle_offers,
    new_offer,
    unmet,
    unmet_requests,
    waiting,
)
from matcher.analytics.views import View

DEMAND: tuple[View, ...] = (
    unmet.VIEW,
    unmet_requests.VIEW,
    gaps.VIEW,
    new_offer.VIEW,
    idle.VIEW,
    idle_offers.VIEW,
    coverage.VIEW,
    waiting.VIEW,
    decline_reasons.VIEW,
    exposure.VIEW,
)
