"""What everybody may look at."""

from api.pages.public import browsing, countries, data, exchange_list, home, institutions, practices, supports

ROUTERS = tuple(
    page.router for page in (home, browsing, exchange_list, practices, institutions, countries, supports, data)
)
