"""The pages by which people come in, and where they look after their accounts."""

from api.pages.accounts import links, own, second_factor, sign_in

ROUTERS = (sign_in.router, second_factor.router, links.router, own.router)
