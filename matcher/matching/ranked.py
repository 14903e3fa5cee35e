"""What the ranking of a match run leads to."""

from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from matcher.learning.active import active_model
from matcher.matching.records import Inputs, gather
from models.match_run import MatchRun
from scoring import Model, Ranking
from scoring.text.encoder import Encoder


@dataclass(frozen=True)
class Ranked:
    """What a run found, before it is stored.

    `repeats` is the earlier run that saw exactly the same; `resumed` counts the requests that a stopped run had ranked.
    """

    inputs: Inputs
    as_of: date
    request: str | None
    model: Model
    encoder: Encoder | None = None
    rankings: list[Ranking] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    repeats: int | None = None
    resumed: int = 0

    def is_as(self, run: MatchRun) -> bool:
        """Whether an earlier run saw the same, on the same day, with the same model."""
        return (run.inputs, run.model_version, run.as_of) == (self.inputs.digest, self.model.version, self.as_of)

    def stands(self, session: Session) -> bool:
        """Whether the posts, the past, the decisions and the table in use are still those that were ranked by."""
        seen = gather(session, as_of=self.as_of, request=self.request)
        return (seen.digest, active_model(session, self.encoder).version) == (self.inputs.digest, self.model.version)
