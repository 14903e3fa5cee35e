"""The published documents from which the first records were taken."""

LAC = "Latin America and the Caribbean"
MDG = "Millennium Development Goals"
SOURCES = {
    "mapping_multilateral_support_ssc_lac_2011": (
        f"UNDP, Mapping Multilateral Support to South-South Cooperation in {LAC} (2011)"
    ),
    "eclac_mdg_initiatives_network": f"ECLAC, Regional network of successful initiatives towards the {MDG}",
    "eclac_mdg_working_group_2012": f"ECLAC, LC/L.3491(CE.11/4), Report of the working group on monitoring the {MDG}"
    " (2012)",
    "gpi_lac_mesoamerica": f"Global Partnership Initiative, {LAC}: Mesoamerica Project",
    "uncrd_lac_horizontal_cooperation": f"UNCRD, Horizontal and South-South Cooperation Programme for {LAC}",
}
"""Their titles, as they are printed, by the names that records give them."""


def source_of(document: str | None, section: str | None) -> str:
    """Where a record was taken from; nothing where it was written here."""
    if document is None:
        return ""
    title = SOURCES.get(document, document.replace("_", " "))
    return f"{title}, {section}" if section else title
