"""The clock beside the web service starts and stops with it, and does its work in the database."""

from pathlib import Path

from sqlalchemy import Engine

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import talk_to


def test_the_service_runs_its_clock_and_stops_it(engine: Engine, tmp_path: Path) -> None:
    settings = Settings(
        database_url=engine.url.render_as_string(hide_password=False), clock=True, outbox=tmp_path / "out"
    )
    with talk_to(create_app(settings)) as client:
        assert client.get("/healthz").status_code == 200
    settings.engine.dispose()
