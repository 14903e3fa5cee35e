"""The people whom most journeys meet, and what they ask and offer."""

from typing import Any

from tests.journeys.person import Person
from tests.journeys.world import World

NEED: dict[str, Any] = {
    "title": "Gestión comunitaria del agua potable",
    "text": "Necesitamos aprender cómo comités de agua de quince comunidades rurales operan y mantienen sus sistemas "
    "de agua potable, con cobro de tarifas y control de la calidad, antes de diciembre de 2027.",
    "language": "es",
    "sectors": ["water-sanitation"],
    "modalities": ["training"],
    "working_languages": ["es"],
    "sdgs": [6],
    "visibility": "public",
}
LATER_NEED: dict[str, Any] = NEED | {
    "title": "Agua potable en comunidades de la sierra",
    "text": "Buscamos experiencia en comités de agua potable de comunidades rurales: operación y mantenimiento de los "
    "sistemas, tarifas y control de la calidad del agua.",
}
BRAZILIAN_OFFER: dict[str, Any] = {
    "title": "Comités comunitarios de agua potable rural",
    "text": "Formamos comités de agua de comunidades rurales que operan y mantienen sus sistemas de agua potable, con "
    "tarifas y control de la calidad.",
    "language": "es",
    "sectors": ["water-sanitation"],
    "modalities": ["training", "technical-assistance"],
    "working_languages": ["es", "pt"],
    "sdgs": [6],
    "visibility": "public",
}
URUGUAYAN_OFFER: dict[str, Any] = BRAZILIAN_OFFER | {
    "title": "Sistemas de agua potable en pequeñas localidades",
    "text": "Asistimos a pequeñas localidades rurales en la operación de su sistema de agua potable: mantenimiento, "
    "tarifas y control de la calidad.",
    "working_languages": ["es"],
}


class Region:
    """An agency that asks, two providers that offer, and the focal point between them."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.organization("segib", "Secretaría General Iberoamericana", None, kind="multilateral")
        world.organization("amexcid-mex", "Agencia Mexicana de Cooperación", "MEX", kind="cooperation-agency")
        world.organization("sabesp-bra", "Companhia de Saneamento", "BRA")
        world.organization("ose-ury", "Obras Sanitarias del Estado", "URY")
        self.focal = world.person("focal@example.org", "focal-point", "segib")
        self.mexico = world.person("mexico@example.org", "agency", "amexcid-mex")
        self.brazil = world.person("brazil@example.org", "provider", "sabesp-bra")
        self.uruguay = world.person("uruguay@example.org", "provider", "ose-ury")

    def publish(self, owner: Person, kind: str, **fields: Any) -> str:
        """A post that the focal point publishes at once."""
        key = owner.post(kind, **fields)
        self.focal.do(f"/{kind}/{key}/publish")
        return key

    def ask_and_offer(self) -> tuple[str, str]:
        """A published request and a published offer, ranked; answers their identifiers."""
        offer = self.publish(self.brazil, "offers", **BRAZILIAN_OFFER)
        request = self.publish(self.mexico, "requests", **NEED)
        self.world.wait(1)
        return request, offer

    def endorse(self, request: str, offer: str) -> str:
        """The focal point endorses the suggestion of an offer; answers the path of the match."""
        path = f"/matches/{self.focal.matches(request)[offer]['id']}"
        self.focal.do(f"{path}/endorse")
        return path

    def introduce(self, request: str, offer: str) -> str:
        """Endorsed, and chosen by the requester; answers the path of the match."""
        path = self.endorse(request, offer)
        self.choose(request, offer)
        return path

    def choose(self, request: str, *offers: str) -> None:
        """The requester chooses some of the endorsed providers."""
        endorsed = self.mexico.matches(request, state="endorsed")
        picks = [{"match": endorsed[one]["id"], "version": endorsed[one]["version"]} for one in offers]
        self.mexico.do(f"/requests/{request}/choice", {"matches": picks})
