"""The pages of one exchange: what it shows, its terms, its plan, its parties, both records, and its end."""

from fastapi import APIRouter

from api.pages.exchanges import ending, history, parties, plan, records, showing, terms

router = APIRouter()
for page in (showing, terms, parties, records, ending, history, plan):
    router.include_router(page.router)
