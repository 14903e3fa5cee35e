"""What analysts look at: the exchange network, demand and supply."""

from api.pages.analytics import reports, view

ROUTERS = (view.router, reports.router)
