"""Services for tests. Putting one together takes longer than most tests, so that one serves many tests in turn."""

from fastapi import FastAPI

from api.app import create_app, furnish
from api.settings import Settings

_free: list[FastAPI] = []
_lent: list[FastAPI] = []


def lend(settings: Settings) -> FastAPI:
    """A service over the settings until the end of the test; its routes are as they are."""
    assert not settings.clock
    app = _free.pop() if _free else create_app(settings)
    _lent.append(app)
    furnish(app, settings)
    return app


def take_back() -> None:
    """Ends what was lent."""
    for app in _lent:
        app.state.settings.engine.dispose()
        app.state._state.pop("clock", None)
    _free.extend(_lent)
    _lent.clear()
