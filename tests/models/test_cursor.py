"""Cursors and counts that several processes move at the same time, on each database."""

from collections.abc import Callable
from threading import Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from matcher.mail.holding import SENT, count_sent, instance_of
from models.cursor import move_cursor, position_of
from models.database import reading, writing


def _overtaken(engine: Engine, first: Callable[[Session], None], second: Callable[[Session], None]) -> None:
    """Does `second` in a transaction that begins before the one of `first` is committed."""

    def other() -> None:
        with writing(engine) as session:
            second(session)

    thread = Thread(target=other)
    with writing(engine) as session:
        first(session)
        thread.start()
        thread.join(0.3)  # it waits for this transaction, or does not care
    thread.join()


@pytest.mark.parametrize("known", [0, 1])
def test_no_mail_is_left_out_of_the_count_by_two_who_send_at_once(engine: Engine, known: int) -> None:
    for _ in range(known):
        with writing(engine) as session:
            count_sent(session)

    _overtaken(engine, count_sent, count_sent)

    with reading(engine) as session:
        assert position_of(session, SENT) == known + 2
        assert instance_of(session) > 0


@pytest.mark.parametrize(("first", "second"), [(5, 3), (3, 5)])
def test_a_cursor_goes_forward_only(engine: Engine, first: int, second: int) -> None:
    _overtaken(engine, lambda one: move_cursor(one, "reader", first), lambda one: move_cursor(one, "reader", second))

    with reading(engine) as session:
        assert position_of(session, "reader") == 5
