"""One example of each body that people write, for the description of the API. Tests hold each against its schema."""

from typing import Any

EXAMPLES: dict[str, dict[str, Any]] = {
    "RequestCreate": {
        "organization": "amexcid-mex",
        "title": "Gestión comunitaria del agua en zonas rurales",
        "text": "Buscamos conocer cómo organizar y sostener comités de agua potable en 40 comunidades rurales de menos "
        "de 2.000 habitantes: tarifas, mantenimiento y acompañamiento técnico durante el primer año.",
        "sectors": ["water-sanitation"],
        "modalities": ["study-visit", "technical-assistance"],
        "working_languages": ["es", "pt"],
        "sdgs": [6],
        "expected_outcome": "Un modelo de acompañamiento probado en cinco comunidades",
        "expires_on": "2027-06-30",
    },
    "OfferCreate": {
        "organization": "abc-bra",
        "title": "Saneamento rural gerido pelas comunidades",
        "text": "Doze anos de experiência com associações de moradores que operam sistemas de água: formação de "
        "operadores, tarifas sociais e uma visita técnica por mês.",
        "language": "pt",
        "sectors": ["water-sanitation"],
        "modalities": ["training", "study-visit"],
        "working_languages": ["pt", "es"],
        "sdgs": [6],
        "capacity": 3,
    },
    "RankQuery": {
        "text": "Necesitamos aprender a organizar comités comunitarios de agua potable en zonas rurales.",
        "country": "MEX",
        "sectors": ["water-sanitation"],
        "working_languages": ["es"],
        "k": 3,
    },
    "OrganizationUpdate": {"aliases": ["Agencia de Cooperación", "Cooperation Agency"]},
    "WebhookUpdate": {"active": True},
}
"""By the name of the schema. Schemas may also bring examples of their own."""
