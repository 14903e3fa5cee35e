"""`sursur serve` and `sursur scheduler`."""

from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.cli.terminal import ready_settings, say
from api.clock import run_clock


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; SURSUR_HOST where left out.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; SURSUR_PORT where left out.")] = None,
) -> None:
    """Run the web service, with the clock unless SURSUR_CLOCK is false."""
    settings = ready_settings()
    uvicorn.run(create_app(settings), host=host or settings.host, port=port or settings.port)


def scheduler() -> None:
    """Run the clock alone; any number may run, one of them acts."""
    settings = ready_settings()
    say("The clock runs; it wakes every minute. Stop it with Ctrl-C.")
    try:
        run_clock(settings)
    except (KeyboardInterrupt, SystemExit):
        say("The clock has stopped.")
