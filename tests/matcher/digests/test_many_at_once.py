"""Six real processes send the week's digests at the same time, on each database: every digest goes out once."""

import os
import subprocess
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from sqlmodel import select

from models.database import reading, writing
from models.delivery import Delivery
from models.digest import Digest
from models.offer import Offer
from models.request import Request
from tests.shell import PROGRAM


@pytest.mark.long
def test_many_at_once_send_each_digest_once(matched: Engine, tmp_path: Path) -> None:
    with writing(matched) as session:
        for table in (Offer, Request):  # so that the day on which the test runs does not matter
            session.execute(update(table).values(expires_on=None))
    folders = [tmp_path / f"outbox-{number}" for number in range(6)]
    env = os.environ | {"SURSUR_DATABASE_URL": matched.url.render_as_string(hide_password=False)}
    words = [str(PROGRAM), "digest", "run", "--week", "2026-W48", "--outbox"]
    running = [
        subprocess.Popen([*words, str(folder)], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for folder in folders
    ]
    ends = [(one.communicate(), one.returncode) for one in running]

    assert [code for _, code in ends] == [0] * 6, ends
    assert all("Traceback" not in err for (_, err), _ in ends)
    files = [file for folder in folders for file in folder.glob("*.eml")]
    sent = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    with reading(matched) as session:
        deliveries = session.exec(select(Delivery)).all()
        digests = session.exec(select(Digest)).all()
    assert len(files) == len({one["Message-ID"] for one in sent}) == len({one["To"] for one in sent}) == len(deliveries)
    assert {(one.state, one.attempts) for one in deliveries} == {("sent", 1)}
    assert len({one.account for one in digests}) == len(digests) > len(deliveries) > 10
