"""Words that are kept for telling mean the same in every process."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from scoring.compiled.reading import Fields, forms, read_texts
from scoring.compiled.spoken import Spoken
from tests.scoring.compiled.texts import texts
from tests.scoring.strategies import thorough

POSTS: list[Fields] = [
    (("Água potável", "Precisamos de água potável nas escolas rurais"), "pt"),
    (("", ""), None),
    (("Water", "supercalifragilisticexpialidociouslylongwordsofmorethanfortyletters in rural schools"), "en"),
]


def told(spoken: Spoken, places: list[int]) -> list[list[tuple[str, int]]]:
    """The words of some texts as written, each with the number of its language."""
    found, ends = spoken.forms_of(places)
    words = [(forms().written[one], int(forms().tables.tongue[one])) for one in found.tolist()]
    return [words[first:last] for first, last in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]


@thorough
@given(st.lists(texts, max_size=3))
def test_texts_are_kept_as_they_were_read(posts: list[Fields]) -> None:
    kept = Spoken.of(read_texts(posts))
    assert len(kept) == len(posts)
    for place, post in enumerate(posts):
        assert kept.forms_of([place])[0].tolist() == read_texts([post]).forms.tolist()


def test_a_copy_that_has_met_no_word_tells_the_same() -> None:
    kept = Spoken.of(read_texts(POSTS))
    assert told(pickle.loads(pickle.dumps(kept)), [2, 0, 1]) == told(kept, [2, 0, 1])
    assert told(kept, [0])[0][:2] == [("Água", 2), ("potável", 2)]


def test_of_no_texts_nothing_is_kept() -> None:
    assert told(pickle.loads(pickle.dumps(Spoken.of(read_texts([])))), []) == []
