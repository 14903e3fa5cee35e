"""The columns that several views of demand and supply share."""

from locales.messages import Message
from matcher.analytics.posts import KINDS
from matcher.analytics.tables import Column, Kind
from matcher.analytics.wanted import Across

SECTOR = Column(
    "sector",
    Kind.SECTOR,
    Message("Sector"),
    Message("A sector that the post names; one that names several counts in each."),
)
OPEN = Column("open", Kind.COUNT, Message("Open requests"), Message("Published requests that have not expired."))
OFFERS = Column("offers", Kind.COUNT, Message("Open offers"), Message("Published offers that have not expired."))
UNMET = Column(
    "unmet",
    Kind.COUNT,
    Message("Unmet"),
    Message(
        "Those of them for which no offer is suggested: none is near enough, or those that were have been declined."
    ),
)
SHARE = Column("share", Kind.SHARE, Message("Share unmet"), Message("The unmet ones among the open ones."))
COUNTRY = Column("country", Kind.COUNTRY, Message("Country"), Message("The country that asks or offers."))
SECTORS = Column("sectors", Kind.SECTORS, Message("Sectors"), Message("The sectors that the post names."))
LANGUAGES = Column(
    "languages",
    Kind.LANGUAGES,
    Message("Languages"),
    Message("The languages in which one can work; the official ones of the country where none is named."),
)
DAYS = Column("days", Kind.COUNT, Message("Days open"), Message("Days since the post was published."))
REQUEST = Column("request", Kind.REQUEST, Message("Request"), Message("The request; files name it by its identifier."))
OFFER = Column("offer", Kind.OFFER, Message("Offer"), Message("The offer; files name it by its identifier."))
TITLE = Column("title", Kind.TEXT, Message("Title"), Message("The title of the post."), in_page=False)
ORGANIZATION = Column(
    "organization", Kind.ORGANIZATION, Message("Provider"), Message("The institution whose expertise it is.")
)

TITLES = {
    Across.REGION: Message("Region"),
    Across.SUBREGION: Message("Part of a region"),
    Across.COUNTRY: Message("Country"),
    Across.LANGUAGE: Message("Language"),
    Across.MODALITY: Message("How knowledge travels"),
}
"""What each way to tell posts apart is called."""
MEANINGS = {
    Across.REGION: Message("The region of the country that asks."),
    Across.SUBREGION: Message("The part of a region in which the country lies that asks."),
    Across.COUNTRY: Message("The country that asks; a joint request counts for each."),
    Across.LANGUAGE: Message("A language in which the requester can work; a request counts in each."),
    Across.MODALITY: Message("A way in which the requester would like to learn; a request counts in each."),
}


def across(by: Across) -> Column:
    """The column by which requests are told apart beside their sectors."""
    return Column(by.value, KINDS[by], TITLES[by], MEANINGS[by])
