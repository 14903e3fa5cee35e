"""A file does not bring back an organization that was merged into another one."""

import json
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

from matcher.intake.loading import load_directory
from matcher.organizations.merging import merge_organizations
from matcher.policy import TERMINAL
from models.database import reading, writing
from models.offer import Offer
from models.organization import Organization
from tests.conftest import NOW

ROWS = [{"id": "agua-mex", "name": "Comisión del Agua", "country": "MEX"}, {"id": "conagua-mex", "name": "CONAGUA"}]
OFFER = {"id": "off-1", "text": "Agua potable en zonas rurales", "organization": "agua-mex", "country": "MEX"}


def test_what_a_file_says_of_a_merged_organization_goes_to_the_other(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "organizations.jsonl").write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    with writing(engine) as session:
        load_directory(session, tmp_path, now=NOW)
        merge_organizations(session, TERMINAL, kept="conagua-mex", other="agua-mex", now=NOW)
    (tmp_path / "offers.jsonl").write_text(json.dumps(OFFER), encoding="utf-8")
    with writing(engine) as session:
        tallies = load_directory(session, tmp_path, now=NOW)

    assert "agua-mex was merged into conagua-mex: left out" in str(tallies)
    with reading(engine) as session:
        assert session.get(Organization, "agua-mex") is None
        assert session.exec(select(Offer.organization)).all() == ["conagua-mex"]
