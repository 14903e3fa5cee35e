"""`python -m tests.load.bare PORT DATABASE`: the least that FastAPI and SQLModel do for one row, to compare with.

No policy, no pages, no language, no log: one offer by its key, as JSON.
"""

import sys
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException
from sqlmodel import Field, Session, SQLModel

from models.database import open_database


class BareOffer(SQLModel, table=True):
    """Some columns of an offer, as a first tutorial has them."""

    __tablename__ = "offer"
    __table_args__ = {"extend_existing": True}

    id: str = Field(primary_key=True)
    title: str
    text: str
    language: str
    country: str | None
    state: str


def bare_app(database: str) -> FastAPI:
    """The service."""
    app, engine = FastAPI(), open_database(database)

    @app.get("/offers/{key}", response_model=BareOffer)
    def offer(key: str) -> Any:
        with Session(engine) as session:
            found = session.get(BareOffer, key)
        if found is None:
            raise HTTPException(404)
        return found

    return app


if __name__ == "__main__":
    uvicorn.run(bare_app(sys.argv[2]), port=int(sys.argv[1]), log_level="warning", access_log=False)
