"""A city teaches: a sub-national provider with its territory, whose country's agency can answer for it."""

from tests.journeys.region import BRAZILIAN_OFFER, NEED, Region


def test_a_city_offers_what_it_knows(region: Region) -> None:
    world, mexico, focal = region.world, region.mexico, region.focal
    world.organization("medellin-col", "Distrito de Medellín", "COL", kind="subnational-government", territory="CO-ANT")
    city = world.person("city@example.org", "provider", "medellin-col")
    assert city.read("/organizations/medellin-col")["territory"] == "CO-ANT"
    wrong = BRAZILIAN_OFFER | {"territory": "BR-SP"}
    assert city.refused("/offers", wrong) == 422

    offer = region.publish(city, "offers", **BRAZILIAN_OFFER, territory="CO-ANT")
    request = region.publish(mexico, "requests", **NEED, territory="MX-OAX")
    world.wait(1)
    [found] = [one for one in mexico.items("/offers") if one["id"] == offer]
    assert (found["country"], found["territory"]) == ("COL", "CO-ANT")

    path = region.introduce(request, offer)
    world.tick()
    assert len(world.mails(city, "an introduction that waits")) == 1
    city.do(f"{path}/accept")
    told = mexico.read(f"{path}/contacts")["provider"]
    assert (told["name"], [one["email"] for one in told["people"]]) == ("Distrito de Medellín", [city.address])
    [exchange] = city.items("/exchanges?mine=true")
    assert [one["country"] for one in exchange["parties"]] == ["MEX", "COL"]
    assert focal.read(f"/exchanges/{exchange['id']}")["state"] == "accepted"


def test_for_a_city_without_an_account_its_country_s_agency_posts_and_answers(region: Region) -> None:
    world = region.world
    world.organization("apc-col", "Agencia Presidencial de Cooperación", "COL", kind="cooperation-agency")
    world.organization("cali-col", "Distrito de Santiago de Cali", "COL", kind="subnational-government")
    colombia = world.person("colombia@example.org", "agency", "apc-col")
    offer = region.publish(colombia, "offers", **BRAZILIAN_OFFER, organization="cali-col", territory="CO-VAC")
    request = region.publish(region.mexico, "requests", **NEED)
    world.wait(1)
    path = region.introduce(request, offer)

    world.wait(7)
    assert len(world.mails(colombia, "waits for your answer")) == 1
    assert colombia.do(f"{path}/accept")["state"] == "accepted"
    [exchange] = colombia.items("/exchanges?mine=true")
    assert [one["organization"] for one in exchange["parties"]] == ["amexcid-mex", "cali-col"]
