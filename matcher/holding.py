"""Holds a row until the transaction ends, so that two who count at the same moment cannot pass a cap together."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import inspect
from sqlmodel import Session, SQLModel, select


def hold(session: Session, table: type[SQLModel], key: object) -> None:
    """Holds the row of a key; SQLite, which has one writer at a time, needs none. Others may still point to the row."""
    column = inspect(table).primary_key[0]
    session.exec(select(column).where(column == key).with_for_update(key_share=True)).first()


def hold_all(session: Session, table: type[SQLModel], keys: Collection[Any]) -> None:
    """Holds the rows of some keys, in one order for all: two who hold the same ones never wait for each other."""
    column = inspect(table).primary_key[0]
    session.exec(select(column).where(column.in_(keys)).order_by(column).with_for_update(key_share=True)).all()
