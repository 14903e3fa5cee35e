"""The pages of territories, of portfolios and of projects of several countries."""

from api.pages.places import listing, portfolio, projects, ruling, stating, writing_projects

ROUTERS = tuple(page.router for page in (listing, stating, ruling, portfolio, writing_projects, projects))
