"""Texts are read by a process that may do nothing else: whatever a document holds, there is an answer."""

import subprocess
import sys
from pathlib import Path

import pytest

from matcher.library import reader
from matcher.library.limited import Reading, read_apart
from matcher.posting.documents import DOCX, ODT, PPTX, XLSX
from models.document import Unreadable
from tests.matcher.library import papers
from tests.matcher.posting import files

PDF = "application/pdf"


@pytest.mark.parametrize(
    ("content", "media_type", "words"),
    [
        (papers.pdf("Juntas de agua y su estación", pages=2), PDF, "Juntas de agua y su estación"),
        (papers.word("Ñandú y água", "celda"), DOCX, "Ñandú y água\ncelda"),
        (papers.sheet("Ayacucho", "37"), XLSX, "Ayacucho 37"),
        (papers.slides("Título"), PPTX, "Título"),
        (papers.open_document("Manual de água"), ODT, "Manual de água"),
    ],
)
def test_the_words_of_each_kind_of_document_are_read(content: bytes, media_type: str, words: str) -> None:
    found = read_apart(content, media_type)

    assert (found.problem, words in found.text) == (None, True), found


@pytest.mark.parametrize(
    ("content", "media_type", "problem"),
    [
        (papers.locked_pdf(), PDF, Unreadable.LOCKED),
        (b"%PDF-1.4 nothing %%EOF", PDF, Unreadable.DAMAGED),
        (papers.pdf("x")[:200], PDF, Unreadable.DAMAGED),
        (papers.pdf(""), PDF, Unreadable.NO_WORDS),
        (b"PK\x03\x04 no archive", DOCX, Unreadable.DAMAGED),
        (papers.open_document("x", entity=True), ODT, Unreadable.DAMAGED),
        (files.png(), "image/png", Unreadable.PICTURE),
        (b"", PDF, Unreadable.DAMAGED),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, media_type: str, problem: Unreadable) -> None:
    assert read_apart(content, media_type) == Reading(problem=problem)


def test_a_document_that_bursts_is_given_up_and_takes_nothing_with_it() -> None:
    found = read_apart(papers.bursting_pdf(), PDF)

    assert found.text == ""
    assert found.problem in (Unreadable.TOO_LARGE, Unreadable.DAMAGED, Unreadable.NO_WORDS)


def test_a_reader_that_does_not_come_back_is_ended() -> None:
    assert read_apart(papers.pdf("x"), PDF, patience=0.01) == Reading(problem=Unreadable.TOO_LONG)


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.socket()",
        "open('/etc/hostname').read()",
        "open({marker!r}, 'w')",
        "import os; os.system('touch ' + {marker!r})",
        "import subprocess; subprocess.run(['touch', {marker!r}])",
        "bytearray(2**31)",
        "while True: pass",
    ],
)
def test_behind_closed_doors_nothing_is_opened_sent_started_or_held_for_long(attempt: str, tmp_path: Path) -> None:
    """What a document made a library do would happen in the reader: there, nothing of it works."""
    marker = str(tmp_path / "marker")
    program = (
        f"import runpy, socket, subprocess, os\nreader = runpy.run_path({reader.__file__!r})\n"
        "reader['_close_doors'].__globals__['SECONDS'] = 1\nreader['_close_doors']()\n"
        f"{attempt.format(marker=marker)}\nprint('DONE')"
    )
    done = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, check=False, timeout=120)

    assert (done.returncode == 0, b"DONE" in done.stdout, Path(marker).exists()) == (False, False, False)
