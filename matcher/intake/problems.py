"""What can be wrong with a file, said by row and column."""

from dataclasses import dataclass
from pathlib import Path

from matcher.errors import BadInputError, SursurError


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place. `row` counts lines of the file from 1; None where the whole file is meant."""

    message: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


class BadFileError(SursurError):
    """A file that cannot be taken in; nothing of it was written."""

    status = BadInputError.status
    title = BadInputError.title

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        super().__init__(str(self))

    def __str__(self) -> str:
        more = len(self.problems) - 1
        rest = f" (and {more} more; --json lists all)" if more > 0 else ""
        return f"{self.path.name}: {self.problems[0]}{rest}"
