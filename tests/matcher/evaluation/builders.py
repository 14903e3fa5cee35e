"""Judged collections in a folder, and the command run on them."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from tests.conftest import NOW

AGUA, VACUNAS = "Agua potable para comunidades rurales", "Vacunación infantil contra el sarampión"
Rows = Sequence[Mapping[str, Any]]

OFFERS: Rows = (
    {"id": "agua-1", "text": AGUA, "language": "es"},
    {"id": "agua-2", "text": AGUA, "language": "es"},
    {"id": "vacinas", "text": "Vacinação infantil contra o sarampo", "language": "pt"},
)
REQUESTS: Rows = (
    {"id": "q-agua", "text": AGUA, "language": "es"},
    {"id": "q-vacunas", "text": VACUNAS, "language": "es"},
)
QRELS = "q-agua 0 agua-2 1\nq-vacunas 0 vacinas 2\n"
"""The first request finds its offer in second place (twins stand by identifier), the other one in first."""


def write_collection(
    folder: Path,
    *,
    offers: Rows = OFFERS,
    requests: Rows = REQUESTS,
    exchanges: Rows | None = None,
    qrels: str = QRELS,
) -> Path:
    """Writes an evaluation directory."""
    found = {"offers": offers, "requests": requests, "exchanges": exchanges}
    for name, rows in found.items():
        if rows is not None:
            lines = [json.dumps(row, ensure_ascii=False) for row in rows]
            (folder / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    (folder / "qrels.txt").write_text(qrels, encoding="utf-8")
    return folder


class Terminal:
    """Runs `sursur evaluate` as the terminal does, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(self, folder: Path, *options: str) -> tuple[int, str, str]:
        """Exit code, output, and the error stream."""
        words = ["sursur", "evaluate", str(folder), "--as-of", NOW.date().isoformat(), *options]
        self._monkeypatch.setattr(sys, "argv", words)
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        said = self._capsys.readouterr()
        return (code if isinstance(code, int) else 0 if code is None else 1), said.out, said.err

    def data(self, folder: Path, *options: str) -> dict[str, Any]:
        """The JSON of a run that goes well."""
        code, out, err = self.run(folder, "--json", *options)
        assert code == 0, err
        return dict(json.loads(out))
