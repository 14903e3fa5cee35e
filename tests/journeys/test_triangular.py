"""Three countries and a fund: a second provider teaches too, and somebody else pays the journeys."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pytest

from tests.journeys.region import Region

TERMS = {"starts_on": "2027-01-11", "ends_on": "2027-07-10"}
RATED = {"relevance": 4, "delivery": 4, "results": 4, "sustainability": 4, "would_recommend": True, "need_met": "yes"}


@pytest.mark.long
def test_three_countries_and_a_fund(region: Region) -> None:
    world, mexico, brazil = region.world, region.mexico, region.brazil
    world.organization("inta-arg", "Instituto Argentino del Agua", "ARG", kind="research-institute")
    world.organization("fondo", "Fondo Iberoamericano del Agua", None, kind="multilateral")
    argentina = world.person("argentina@example.org", "provider", "inta-arg")
    fund = world.person("fund@example.org", "focal-point", "fondo", covers=["CUB"])
    request, offer = region.ask_and_offer()
    brazil.do(f"{region.introduce(request, offer)}/accept")
    path = f"/exchanges/{mexico.items('/exchanges?mine=true')[0]['id']}"

    mexico.change(path, **TERMS)
    assert argentina.refused(path, method="GET") == fund.refused(path, method="GET") == 404
    brazil.do(f"{path}/parties", {"organization": "inta-arg", "role": "second-provider"})
    mexico.do(f"{path}/parties", {"organization": "fondo", "role": "funder"})
    world.tick()
    for one in (argentina, fund):
        assert len(world.mails(one, "You are invited to take part")) == 1
    assert mexico.refused(f"{path}/agree") == 409
    assert argentina.refused(f"{path}/contacts", method="GET") == 403
    for one in (argentina, fund):
        one.do(f"{path}/invitation", {"accept": True})

    fund_pays = {"kind": "cash", "what": "Pasajes aéreos", "amount": 12000, "currency": "USD"}
    mexico.do(f"{path}/cost-shares", {"organization": "fondo", **fund_pays})
    brazil.do(f"{path}/cost-shares", {"organization": "sabesp-bra", "kind": "in-kind", "what": "Salas y materiales"})
    days = {"starts_on": "2027-03-01", "ends_on": "2027-03-12"}
    mission = {"organization": "inta-arg", "expert": "Dra. Julia Ferreyra", **days}
    shares = {"fondo": 75, "inta-arg": 25}
    assert argentina.refused(f"{path}/deployments", deployment(mission, {"fondo": 75})) == 422
    argentina.do(f"{path}/deployments", deployment(mission, shares))
    file = fund.ask("GET", f"{path}/agreement?language=es")
    paper = docx.Document(BytesIO(file.content))
    words = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    for name in ("Agencia Mexicana", "Companhia de Saneamento", "Instituto Argentino", "Fondo Iberoamericano"):
        assert name in words

    assert [one.do(f"{path}/agree")["state"] for one in (mexico, argentina, brazil)] == ["accepted"] * 2 + ["agreed"]
    assert fund.refused(f"{path}/agree") == 403
    world.until(datetime(2027, 1, 11, 9, tzinfo=UTC))
    mexico.do(f"{path}/start", {})
    world.until(datetime(2027, 7, 11, 9, tzinfo=UTC), step=10)
    final: dict[str, Any] = RATED | {"stage": "final", "text": "Bien."}
    assert argentina.do(f"{path}/evaluations", final)["state"] == "running"
    assert brazil.do(f"{path}/evaluations", final)["state"] == "running"
    ended = mexico.do(f"{path}/evaluations", final | {"results": 2})
    assert (ended["state"], ended["outcome"]) == ("completed", 0.6875)

    known = {(one["role"], one["country"]) for one in region.uruguay.read(path)["parties"]}
    assert known == {("requester", "MEX"), ("provider", "BRA"), ("second-provider", "ARG"), ("funder", None)}
    assert "Ferreyra" not in str(region.uruguay.read(path))


def deployment(mission: dict[str, str], shares: dict[str, int]) -> dict[str, Any]:
    """An expert's mission and who bears its cost."""
    borne = [{"organization": one, "percent": share} for one, share in shares.items()]
    return mission | {"amount": 4000, "currency": "USD", "shares": borne}
