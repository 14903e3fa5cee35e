"""Sentence encoders on this machine: found, refused in one line, never downloaded."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from matcher.encoding import MARK, find_model, load_encoder
from matcher.errors import BadInputError
from scoring.text.encoder import Encoder
from tests.encoders import PACKAGE

SAME = "Children go to school hungry and fall asleep in class."
LIKE = "A national programme of meals for pupils, bought from family farms."
UNLIKE = "Customs officers learn to value second-hand vehicles."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that claims to hold a model."""
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / MARK).write_text("[]")
    return tmp_path / "model"


@pytest.mark.parametrize("where", ["/nowhere/model", "no-such-package", "../tests", "json", "a b", "."])
def test_a_place_without_a_model_is_refused_by_name(where: str) -> None:
    with pytest.raises(BadInputError) as refused:
        find_model(where)
    assert repr(where) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_without_the_extra_the_refusal_says_how_to_install_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    for load in (find_model, load_encoder):
        with pytest.raises(BadInputError, match=r"pip install 'sursur\[encoder\]'"):
            load(str(folder))


def test_a_model_is_found_in_its_folder_and_in_the_folder_above(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("matcher.encoding.LIBRARY", "json")
    assert find_model(str(folder)) == find_model(str(folder.parent)) == folder


@pytest.mark.long
def test_the_service_starts_without_the_libraries_of_an_encoder() -> None:
    program = "import sys; sys.modules['sentence_transformers'] = None; import api.cli, api.app"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.encoder
def test_what_means_the_same_lies_closer_than_what_does_not(sentence_encoder: Encoder) -> None:
    same, like, unlike = sentence_encoder.encode([SAME, LIKE, UNLIKE])
    assert same @ like > same @ unlike + 0.1
    assert np.linalg.norm([same, like, unlike], axis=1) == pytest.approx(1, abs=1e-6)


@pytest.mark.encoder
def test_a_text_becomes_the_same_row_whatever_stands_beside_it(sentence_encoder: Encoder) -> None:
    afresh = load_encoder(PACKAGE)
    long = " ".join([SAME, LIKE, UNLIKE] * 5)
    beside = afresh.encode([long, SAME, SAME, LIKE])
    assert np.array_equal(beside[1:], sentence_encoder.encode([SAME, SAME, LIKE]))


@pytest.mark.encoder
def test_threads_may_ask_at_once(sentence_encoder: Encoder) -> None:
    texts = [f"{SAME} {number}" * (1 + number % 7) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        rows = list(pool.map(lambda text: sentence_encoder.encode([text])[0], texts))
    assert np.array_equal(rows, load_encoder(PACKAGE).encode(texts))


@pytest.mark.encoder
def test_more_texts_than_are_remembered_are_encoded_all_the_same(
    sentence_encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.encoding.MOST_KNOWN", 2)
    assert sentence_encoder.encode([SAME, LIKE, UNLIKE]).shape == (3, 384)
    assert sentence_encoder.encode([UNLIKE, SAME]).shape == (2, 384)


@pytest.mark.encoder
def test_its_name_says_where_it_comes_from_and_which_weights_it_has(sentence_encoder: Encoder) -> None:
    by_folder = load_encoder(str(find_model(PACKAGE)))
    package, weights = sentence_encoder.name.rsplit("-", 1)
    assert (package, len(weights)) == (PACKAGE, 8)
    assert by_folder.name == f"model-{weights}"


@pytest.mark.encoder
def test_a_damaged_model_is_refused_in_one_line(sentence_encoder: Encoder, folder: Path) -> None:
    (folder / MARK).write_text((find_model(PACKAGE) / MARK).read_text())
    (folder / "config.json").write_text("{}")
    with pytest.raises(BadInputError, match="cannot be loaded") as refused:
        load_encoder(str(folder))
    assert "\n" not in str(refused.value)
