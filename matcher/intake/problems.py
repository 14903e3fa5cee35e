"""What can be wrong with a file, said by row and column."""

from dataclasses import dataclass
from pathlib import Path

from locales.messages import Message
from matcher.errors import BadInputError, SursurError


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one place. `row` counts lines of the file from 1; None where the whole file is meant."""

    message: Message
    row: int | None = None
    column: str | None = None

    @property
    def placed(self) -> Message:
        """The message behind its place."""
        if self.row is not None and self.column:
            return Message("row {row}, column {column}: {said}", row=self.row, column=self.column, said=self.message)
        if self.row is not None:
            return Message("row {row}: {said}", row=self.row, said=self.message)
        if self.column:
            return Message("column {column}: {said}", column=self.column, said=self.message)
        return self.message


class BadFileError(SursurError):
    """A file that cannot be taken in; nothing of it was written."""

    status = BadInputError.status
    title = BadInputError.title

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self.path = path
        self.problems = problems
        more = len(problems) - 1
        rest = Message(" (and {more} more; --json lists all)", more=more) if more > 0 else ""
        super().__init__("{file}: {problem}{rest}", file=path.name, problem=problems[0].placed, rest=rest)
