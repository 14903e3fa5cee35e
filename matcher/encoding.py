"""Loads a sentence encoder from this machine. Nothing is ever downloaded: closed networks rank by what they hold."""

import os
from collections.abc import Sequence
from hashlib import file_digest
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from matcher.errors import BadInputError
from scoring.arrays import Floats
from scoring.text.encoder import Encoder

LIBRARY = "sentence_transformers"
MARK = "modules.json"
"""The file by which a folder is known to hold a model of sentence-transformers."""
MOST_KNOWN = 50_000
"""How many texts are remembered, so that a renewed index encodes only what is new."""


def find_model(where: str) -> Path:
    """The folder of a model, given as such or as the installed package that holds it.

    Raises BadInputError where there is none, or the libraries for it are not installed.
    """
    folders = [Path(where)] if Path(where).is_dir() else _folders_of_package(where)
    found = sorted(path.parent for folder in folders for path in (*folder.glob(MARK), *folder.glob(f"*/{MARK}")))
    if not found:
        raise BadInputError(
            "no sentence encoder at {where!r}: name a folder with {mark}, or an installed package that holds one",
            where=where,
            mark=MARK,
        )
    if find_spec(LIBRARY) is None:
        raise BadInputError("a sentence encoder needs more packages: pip install 'sursur[encoder]'")
    return found[0]


def _folders_of_package(name: str) -> list[Path]:
    module = name.replace("-", "_")
    spec = find_spec(module) if module.isidentifier() else None
    return [Path(folder) for folder in (spec and spec.submodule_search_locations) or ()]


def load_encoder(where: str) -> Encoder:
    """The sentence encoder of a folder or an installed package. Raises BadInputError where it cannot be loaded."""
    folder = find_model(where)
    os.environ["HF_HUB_OFFLINE"] = "1"
    library = import_module(LIBRARY)
    import_module("transformers.utils.logging").disable_progress_bar()
    try:
        model = library.SentenceTransformer(
            str(folder), device="cpu", local_files_only=True, model_kwargs={"use_safetensors": True}
        )
    except Exception as error:  # whatever these libraries say of a damaged model, it is the place that is wrong
        reason = str(error).strip().partition("\n")[0]
        raise BadInputError(
            "the sentence encoder at {where!r} cannot be loaded: {reason}", where=where, reason=reason
        ) from error
    return SentenceEncoder(f"{Path(where).name}-{_digest(folder)}", model)


def _digest(folder: Path) -> str:
    """8 hexadecimal digits for each file of weights, which change with it."""
    digests = []
    for path in sorted(folder.rglob("*.safetensors")):
        with path.open("rb") as file:
            digests.append(file_digest(file, "sha256").hexdigest()[:8])
    return "-".join(digests)


class SentenceEncoder:
    """A model of sentence-transformers for any number of threads. It remembers what it encoded."""

    def __init__(self, name: str, model: Any) -> None:  # noqa: ANN401
        self.name = name
        self._model = model
        self._known: dict[str, Any] = {}
        self._working = Lock()  # the libraries' tokenizers serve one thread at a time

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 a text, whatever texts are encoded beside it."""
        with self._working:
            if len(self._known) + len(texts) > MOST_KNOWN:
                self._known.clear()
            new = [text for text in dict.fromkeys(texts) if text not in self._known]
            if new:
                # One text a batch: beside longer ones the last digits of a row would change.
                rows = self._model.encode(new, batch_size=1, normalize_embeddings=True, show_progress_bar=False)
                self._known.update(zip(new, rows, strict=True))
            return np.stack([self._known[text] for text in texts]).astype(np.float64)
