"""Saves an index."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from scoring.compiled.spoken import SPOKEN
from scoring.index import Index
from scoring.profiles import ALIKE
from scoring.stored.arrays import save_array
from scoring.stored.folder import new_edition
from scoring.stored.lines import Record, to_line
from scoring.text.blocks import Postings
from scoring.text.similarity import KINDS, TextIndex


def save_index(index: Index, folder: Path, **facts: Any) -> None:  # noqa: ANN401
    """Saves an index as the current edition of a folder, with facts for whoever loads it.

    Raises ValueError for an index that has taken changes: what is saved is built, so that rarities are counted anew.
    """
    if index.gone.any() or not index.text.whole:
        raise ValueError("only an index that was built whole can be saved")
    with new_edition(folder, {"as_of": index.as_of.isoformat(), **facts}) as edition:
        _save_lines(edition, "offers", index.offers)
        _save_lines(edition, "exchanges", index.past.exchanges)
        _save_lines(edition, "practices", index.past.practices)
        save_array(edition, "kinship", index.past.kinship)
        save_array(edition, "digests", index.digests)
        save_array(edition, "by_digest", np.argsort(index.digests, kind="stable").astype(np.int32))
        columns = [getattr(index.columns, field.name) for field in fields(index.columns)]
        save_array(edition, "columns", np.array(columns))
        for kind in ALIKE:
            save_array(edition, f"{kind}.numbers", index.profile(kind).numbers)
            save_array(edition, f"{kind}.firsts", index.profile(kind).firsts)
        for name in SPOKEN:
            save_array(edition, f"spoken.{name}", getattr(index.spoken, name))
        _save_texts(edition, "text", index.text)
        _save_texts(edition, "past", index.past.text)


def _save_lines(edition: Path, name: str, records: Iterable[Record]) -> None:
    ends = [0]
    with (edition / f"{name}.jsonl").open("wb") as file:
        for record in records:
            ends.append(ends[-1] + file.write(to_line(record)))
    save_array(edition, f"{name}.ends", np.array(ends, dtype=np.int64))


def _save_texts(edition: Path, name: str, texts: TextIndex) -> None:
    save_array(edition, f"{name}.tongues", texts.tongues)
    save_array(edition, f"{name}.empty", texts.empty)
    for kind in KINDS:
        view = texts.views[kind]
        save_array(edition, f"{name}.{kind}.rarity", view.rarity)
        if view.vocabulary is not None:
            save_array(edition, f"{name}.{kind}.keys", view.vocabulary.keys)
        for number, block in enumerate(view.blocks):
            for field in fields(Postings):
                save_array(edition, f"{name}.{kind}.{number}.{field.name}", getattr(block, field.name))
