"""The command line: `sursur --help`. Bad input ends with one line on the error stream and exit code 2."""

import sys

import typer
from alembic.util import CommandError
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm.exc import StaleDataError

from api.cli.on_demand import CommandsOnDemand
from matcher.errors import RunStoppedError, SursurError
from matcher.troubles import trouble_of

BAD_INPUT = 2

app = typer.Typer(
    name="sursur",
    cls=CommandsOnDemand,
    help="Matches what one country needs to learn with what another already knows how to do, and says why.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def _sursur() -> None:
    """Holds the commands of `CommandsOnDemand`."""


def main() -> None:
    """Runs the command line."""
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except typer.TyperException as error:
        _misused(error)
    except typer.Abort:
        _refuse("stopped", RunStoppedError.exit_code)
    except SursurError as error:
        _refuse(str(error), error.exit_code)
    except ValidationError as error:
        first = error.errors()[0]
        name = f"SURSUR_{'_'.join(str(part) for part in first['loc'])}".upper().rstrip("_")
        _refuse(f"{name}: {first['msg'].removeprefix('Value error, ')}")
    except (OperationalError, ProgrammingError) as error:
        _refuse_for_trouble(error)
        _refuse(f"the database does not answer as expected ({_first_line(error)}); did you run `sursur db upgrade`?")
    except (IntegrityError, StaleDataError):
        _refuse("somebody else changed the same thing at the same moment; try again")
    except CommandError as error:
        _refuse(f"the database is newer than this version of Sursur; upgrade Sursur ({_first_line(error)})")
    except OSError as error:
        _refuse_for_trouble(error)
        _refuse(f"{error.filename or 'the file system'}: {error.strerror or error}")
    except ValueError as error:
        _refuse(_first_line(error))


def _refuse_for_trouble(error: Exception) -> None:
    """A full disk, or a database that another program holds."""
    trouble = trouble_of(error)
    if trouble is not None:
        where = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
        _refuse(f"{where}{trouble}", trouble.exit_code)


def _misused(error: typer.TyperException) -> None:
    """A command that cannot be read: one line. Where no command was named, its help has been shown."""
    said = " ".join(error.format_message().replace("Value error, ", "").split()).rstrip(".")
    if not said:
        sys.exit(BAD_INPUT)
    context = getattr(error, "ctx", None)
    _refuse(f"{said}; see `{context.command_path if context else 'sursur'} --help`")


def _first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).strip().split("\n")[0]


def _refuse(reason: str, code: int = BAD_INPUT) -> None:
    Console(stderr=True, soft_wrap=True).print(f"sursur: {reason}", markup=False, highlight=False)
    sys.exit(code)
