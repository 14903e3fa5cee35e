"""An index of names keeps its answers through a file, and grows after it."""

from pathlib import Path

import numpy as np
import pytest

from scoring.names import NameIndex, arrays_of, open_names, save_names

INDEX = NameIndex.of(
    [("abc-bra", "Agência Brasileira de Cooperação"), ("abc-bra", "ABC"), ("ine-chl", "INE"), ("x", "?")]
)


@pytest.mark.parametrize("index", [INDEX, NameIndex.of([])], ids=["names", "no names"])
def test_what_is_opened_is_what_was_saved(index: NameIndex, tmp_path: Path) -> None:
    save_names(index, tmp_path / "names")

    opened = open_names(tmp_path / "names")

    assert all(np.array_equal(one, other) for one, other in zip(arrays_of(index), arrays_of(opened), strict=True))
    assert opened.search("Agencia Brasilera de Cooperacion") == index.search("Agencia Brasilera de Cooperacion")


def test_an_opened_index_takes_more_names(tmp_path: Path) -> None:
    save_names(INDEX, tmp_path / "names")

    grown = open_names(tmp_path / "names").with_more([("amexcid-mex", "Agencia Mexicana de Cooperación")])

    assert [one.id for one in grown.search("Agencia Mejicana de Cooperación")][:2] == ["amexcid-mex", "abc-bra"]


@pytest.mark.parametrize("content", [b"no index", b"\x93NUMPY\x01\x00"])
def test_another_file_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "names").write_bytes(content)

    with pytest.raises(ValueError, match="names"):
        open_names(tmp_path / "names")


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    save_names(INDEX, tmp_path / "names")
    whole = (tmp_path / "names").read_bytes()
    (tmp_path / "names").write_bytes(whole[: len(whole) // 2])

    with pytest.raises(ValueError, match="names"):
        open_names(tmp_path / "names")
