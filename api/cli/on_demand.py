"""The commands of the command line, each imported when somebody asks for it: most need a part of the service only."""

import ast
from importlib import import_module
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

PLACES = {
    "db": "database:app",
    "match": "match:app",
    "digest": "digest:app",
    "account": "account:app",
    "load": "data:load",
    "import": "data:import_",
    "catalogue": "catalogue:app",
    "export": "data:export",
    "sweep": "data:sweep",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "report": "report:yearly",
    "evaluate": "evaluation:evaluate",
    "bench": "bench:bench",
    "bench-names": "bench:bench_names",
    "learn": "learning:learn",
    "support": "support:support",
    "serve": "service:serve",
    "scheduler": "service:scheduler",
    "demo": "demo:demo",
}
"""Module within `api.cli` and what it calls the command or the group of commands."""


class CommandsOnDemand(TyperGroup):
    """A group that knows the names of its commands, and each command when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """The names, in the order of the help."""
        return list(PLACES)

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """The help, which needs no more of the commands than their names and what their source says of them."""
        commands: dict[str, Any] = {
            name: TyperCommand(name, help=_help_in_source(place)) for name, place in PLACES.items()
        }
        TyperGroup(name=self.name, commands=commands, help=self.help, params=self.params).format_help(ctx, formatter)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """The command or group of this name; None for an unknown one."""
        if cmd_name not in PLACES:
            return None
        module, attribute = PLACES[cmd_name].split(":")
        found = getattr(import_module(f"api.cli.{module}"), attribute)
        command = get_group(found) if isinstance(found, typer.Typer) else _alone(found)
        command.name = cmd_name
        return command


def _alone(function: Any) -> Any:  # noqa: ANN401
    holder = typer.Typer(add_completion=False)
    holder.command()(function)
    return get_command(holder)


def _help_in_source(place: str) -> str:
    """The docstring of a command, or the help that a group of them is given."""
    module, attribute = place.split(":")
    for node in ast.parse(Path(__file__).with_name(f"{module}.py").read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef(name=name) if name == attribute:
                return ast.get_docstring(node) or ""
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(keywords=given)) if name == attribute:
                return next(str(ast.literal_eval(one.value)) for one in given if one.arg == "help")
    raise LookupError(place)
