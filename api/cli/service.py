"""`sursur serve` and `sursur scheduler`."""

from threading import Thread
from typing import Annotated

import typer
import uvicorn

from api.app import create_app
from api.cli.terminal import ready_settings, say
from api.clock import run_clock
from api.logs import write_logs
from api.warming import collect_seldom, warm_up


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on; SURSUR_HOST where left out.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; SURSUR_PORT where left out.")] = None,
) -> None:
    """Run the web service, with the clock unless SURSUR_CLOCK is false."""
    settings = ready_settings()
    write_logs(settings.log_form)
    collect_seldom()
    Thread(target=warm_up).start()
    place = (host or settings.host, port or settings.port)
    uvicorn.run(
        create_app(settings), host=place[0], port=place[1], log_config=None, access_log=False, server_header=False
    )


def scheduler() -> None:
    """Run the clock alone; any number may run, one of them acts."""
    settings = ready_settings()
    write_logs(settings.log_form)
    say("The clock runs; it wakes every minute. Stop it with Ctrl-C.")
    try:
        run_clock(settings)
    except (KeyboardInterrupt, SystemExit):
        say("The clock has stopped.")
