"""Takes posts in from a file in an account's name: each becomes a draft or is submitted; all rows or none."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session

from locales.messages import Behind, Message
from matcher.accounts.actors import actor_of
from matcher.errors import BadInputError, NotFoundError, SursurError
from matcher.intake.checking import check_rows
from matcher.intake.kinds import KINDS
from matcher.intake.problems import BadFileError, Problem
from matcher.intake.storing import Store
from matcher.intake.tabular import read_rows
from matcher.policy import Actor
from matcher.posting.drafting import create_draft
from matcher.posting.submitting import submit
from models.account import Account
from models.offer import OfferDraft
from models.request import RequestDraft

DRAFTS: dict[str, type[RequestDraft] | type[OfferDraft]] = {"requests": RequestDraft, "offers": OfferDraft}
MOST_ROWS = 500


@dataclass
class Imported:
    """The identifiers of the posts that a file brought, in its order."""

    ids: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Importing:
    """In whose name posts are imported, and whether they are submitted at once."""

    session: Session
    actor: Actor
    now: datetime
    submitted: bool = False

    def run(self, kind: str, path: Path) -> Imported:
        """Imports the requests or offers of a file. Raises BadFileError with every problem by row and column."""
        rows = read_rows(path)
        if len(rows) > MOST_ROWS:
            raise BadFileError(
                path, [Problem(Message("more than {most_rows} rows; split the file", most_rows=MOST_ROWS))]
            )
        drafts: Sequence[tuple[int, Any]] = check_rows(path, rows, DRAFTS[kind], "id")
        named = [
            (row, one.model_copy(update={"organization": one.organization or self.actor.organization}))
            for row, one in drafts
        ]
        store = Store(self.session, self.now, self.actor.name_in_trail)
        found, problems = store.with_references(KINDS[kind], named)
        if problems:
            raise BadFileError(path, problems)
        imported = Imported()
        for row, draft in found:
            with _told(row, problems):
                imported.ids.append(self._post(draft))
        if problems:
            raise BadFileError(path, problems)
        return imported

    def _post(self, draft: RequestDraft | OfferDraft) -> str:
        case = create_draft(self.session, self.actor, draft, now=self.now)
        if self.submitted:
            submit(self.session, self.actor, case, now=self.now)
        return case.id


def import_drafts(session: Session, email: str, kind: str, path: Path, *, now: datetime) -> Imported:
    """Imports the requests or offers of a file as drafts of an account.

    Raises BadInputError for another kind, NotFoundError for an unknown account, and BadFileError.
    """
    if kind not in DRAFTS:
        raise BadInputError("{kind} are nobody's drafts: leave the account out", kind=kind)
    account = session.get(Account, email)
    if account is None:
        raise NotFoundError("account", email)
    return Importing(session, actor_of(session, account), now).run(kind, path)


@contextmanager
def _told(row: int, problems: list[Problem]) -> Iterator[None]:
    """Notes what is wrong with a row instead of stopping at it."""
    try:
        yield
    except SursurError as error:
        column, parted, _ = str(error).partition(": ")
        known = parted and column.isidentifier()
        problems.append(Problem(Behind(error.message) if known else error.message, row, column if known else None))
