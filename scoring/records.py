"""What the ranking reads: plain records, free of any database. Missing facts are None or empty."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Post:
    """What requests and offers share. Codes: ISO 639-1 languages, ISO 3166-1 alpha-3 countries, taxonomy slugs."""

    id: str
    text: str = ""
    title: str = ""
    language: str | None = None
    organization: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    working_languages: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    published_on: date | None = None
    expires_on: date | None = None

    @property
    def words(self) -> str:
        """Title and text as one string."""
        return f"{self.title}\n{self.text}".strip()


@dataclass(frozen=True, kw_only=True)
class Request(Post):
    """A need. `preferred_provider` is an organization asked for by name; `parked` are offers declined for now;
    `excluded` are organizations that either side does not want."""

    preferred_provider: str | None = None
    parked: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Offer(Post):
    """Expertise. `capacity` counts exchanges a year, `engaged` those it already has."""

    practices: tuple[str, ...] = ()
    capacity: int | None = None
    engaged: int = 0


@dataclass(frozen=True, kw_only=True)
class PastExchange:
    """One requester learning from one provider. `outcome` is 0 (failed) to 1 (fully achieved)."""

    id: str
    requester_country: str | None = None
    provider_country: str | None = None
    requester: str | None = None
    provider: str | None = None
    title: str = ""
    text: str = ""
    language: str | None = None
    sectors: tuple[str, ...] = ()
    modality: str | None = None
    start_year: int | None = None
    end_year: int | None = None
    outcome: float | None = None

    @property
    def words(self) -> str:
        """Title and text as one string."""
        return f"{self.title}\n{self.text}".strip()

    @property
    def year(self) -> int | None:
        """The last year known."""
        return self.end_year or self.start_year


@dataclass(frozen=True, kw_only=True)
class Practice:
    """A documented good practice of an organization."""

    id: str
    title: str = ""
    organization: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
