"""Services for tests. Putting one together takes longer than most tests, so that one serves many tests in turn."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import uvicorn
from fastapi import FastAPI

from api.app import create_app, furnish
from api.settings import Settings

_free: list[FastAPI] = []
_lent: list[FastAPI] = []
_routes: dict[FastAPI, int] = {}
"""How many routes each has; who adds one would change other tests."""


def lend(settings: Settings) -> FastAPI:
    """A service over the settings until the end of the test; its routes are as they are."""
    assert not settings.clock
    app = _free.pop() if _free else create_app(settings)
    _routes[app] = len(app.routes)
    _lent.append(app)
    furnish(app, settings)
    return app


def take_back() -> None:
    """Ends what was lent, which must have the routes that it had."""
    lent, _lent[:] = list(_lent), ()
    for app in lent:
        app.state.settings.engine.dispose()
        app.state._state.pop("clock", None)
        assert len(app.routes) == _routes[app], "this test needs a service of its own: see own_service"
        _free.append(app)


@contextmanager
def behind_a_port(app: FastAPI) -> Iterator[str]:
    """The address of a service behind a port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
