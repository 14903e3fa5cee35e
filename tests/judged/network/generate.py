"""`python -m tests.judged.network.generate FOLDER SEED`: writes a made-up history of exchanges as judged collections.

Who teaches whom depends on five things, all drawn from the seed: how much a country teaches (Zipf) and asks for, what
the two have in common (region, subregion, language), tastes that no feature can see, and earlier exchanges that go on.
What is taught depends on the specialities of the one and the needs of the other. Countries are real only in their codes
and contexts: which of them teach is drawn by lot, and nothing is taken from any real exchange.

The first three quarters are the history. The last one is foretold, in two collections: `countries`, in which a request
tells its country and nothing else, and `sectors`, in which each request and exchange has a sector too. An offer is a
country without a text.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from models import taxonomy
from models.taxonomy import Country
from scoring.arrays import Floats

TEACHERS, LEARNERS, EXCHANGES = 40, 110, 800
FIRST_YEAR, YEARS = 2006, 20
FORETOLD = 0.25
SKEW = 0.9
"""Zipf's exponent of how much countries teach, set so that popularity's area under the ROC curve is about 0.70."""
DEMAND = 0.5
COMMON = 0.8
TASTES, TASTE = 4, 0.5
GO_ON = 0.3
"""Share of the exchanges in which a pair meets again."""
SPECIAL, NEEDED = 0.2, 1.0
"""Concentration of a country's specialities and needs over the sectors (Dirichlet): few against many."""
SECTORS = tuple(taxonomy.sectors())


class Tie(NamedTuple):
    """One exchange."""

    teacher: str
    learner: str
    sector: str
    year: int


def world(seed: int) -> list[Tie]:
    """A history, oldest first; the same for the same seed."""
    draw = np.random.default_rng(seed)
    lot = draw.permutation([code for code, one in sorted(taxonomy.countries().items()) if "g77" in one.memberships])
    teachers, learners = lot[:TEACHERS].tolist(), draw.permutation(lot)[:LEARNERS].tolist()
    pairs = [(teacher, learner) for teacher in teachers for learner in learners]
    chances = _chances(draw, teachers, learners).ravel()
    special = dict(zip(teachers, draw.dirichlet(np.full(len(SECTORS), SPECIAL), TEACHERS), strict=True))
    needed = dict(zip(learners, draw.dirichlet(np.full(len(SECTORS), NEEDED), LEARNERS), strict=True))
    ties: list[Tie] = []
    for number in range(EXCHANGES):
        goes_on = bool(ties) and draw.random() < GO_ON
        before = ties[draw.integers(len(ties))] if goes_on else None
        teacher, learner = before[:2] if before else pairs[draw.choice(len(pairs), p=chances)]
        subjects = special[teacher] * needed[learner]
        sector = SECTORS[draw.choice(len(SECTORS), p=subjects / subjects.sum())]
        ties.append(Tie(teacher, learner, sector, FIRST_YEAR + YEARS * number // EXCHANGES))
    return ties


def _chances(draw: np.random.Generator, teachers: list[str], learners: list[str]) -> Floats:
    """How probable each pair of countries (teachers down, learners across) is to meet first."""
    known = taxonomy.countries()
    teaching = -SKEW * np.log(np.arange(1, TEACHERS + 1))
    asking = DEMAND * draw.normal(size=LEARNERS)
    common = np.array([[_in_common(known[one], known[other]) for other in learners] for one in teachers])
    tastes = draw.normal(size=(TEACHERS, TASTES)) @ draw.normal(size=(TASTES, LEARNERS)) / TASTES**0.5
    met = np.exp(teaching[:, None] + asking + COMMON * common + TASTE * tastes)
    met[np.array(teachers)[:, None] == np.array(learners)] = 0.0
    return np.asarray(met / met.sum())


def _in_common(one: Country, other: Country) -> int:
    shares_language = bool(set(one.languages) & set(other.languages))
    return (one.region == other.region) + (one.subregion == other.subregion) + shares_language


def write(ties: list[Tie], folder: Path, *, sectors: bool) -> Path:
    """Writes a history as an evaluation directory, with sectors or without."""
    past, coming = ties[: round(len(ties) * (1 - FORETOLD))], ties[round(len(ties) * (1 - FORETOLD)) :]
    numbered = {f"q{place}" if sectors else f"q-{tie.learner}": tie for place, tie in enumerate(coming)}
    judged = {(key, tie.teacher) for key, tie in numbered.items()}
    judged |= set() if sectors else {(f"q-{tie.learner}", tie.teacher) for tie in coming}
    offers = ({"id": code, "text": "", "country": code} for code in sorted({tie.teacher for tie in ties}))
    requests = ({"id": key, "text": "", "country": tie.learner} | _told(tie, sectors) for key, tie in numbered.items())
    folder.mkdir(parents=True, exist_ok=True)
    _lines(folder / "offers.jsonl", offers)
    _lines(folder / "requests.jsonl", requests)
    _lines(folder / "exchanges.jsonl", (_exchange(place, tie) | _told(tie, sectors) for place, tie in enumerate(past)))
    (folder / "qrels.txt").write_text("".join(f"{key} 0 {code} 1\n" for key, code in sorted(judged)), encoding="utf-8")
    return folder


def _exchange(place: int, tie: Tie) -> dict[str, Any]:
    sides = {"provider_country": tie.teacher, "requester_country": tie.learner}
    return {"id": f"e{place}", **sides, "start_year": tie.year}


def _told(tie: Tie, sectors: bool) -> dict[str, Any]:
    return {"sectors": [tie.sector]} if sectors else {}


def _lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    found = world(int(sys.argv[2]))
    for name in ("countries", "sectors"):
        write(found, Path(sys.argv[1]) / name, sectors=name == "sectors")
