"""All settings, from environment variables `SURSUR_*`. `docs/operations.md` documents each one."""

from datetime import datetime
from email.utils import parseaddr
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from email_validator import validate_email
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import SettingsConfigDict
from sqlalchemy import Engine

from api.logs import LogForm
from api.mail_settings import MailSettings
from matcher.accounts.keys import Keyring
from matcher.accounts.openid import OpenIdProvider
from matcher.accounts.signing_in import Entrance
from matcher.digests.links import Signer
from matcher.encoding import find_model, load_encoder
from matcher.errors import BadInputError
from matcher.exporting.edition import Edition
from matcher.mail.delivering import Outbox
from matcher.mail.holding import Watermark
from matcher.mail.letterhead import Letterhead
from matcher.mail.sending import to_directory, to_smtp
from matcher.matching.execution.workforce import Workforce
from matcher.progress import Track, quietly
from matcher.webhooks.reaching import Reach
from matcher.webhooks.subscribing import Post
from matcher.webhooks.telling import Courier
from models.database import kind_of_database, open_database
from models.errors import UnfitError
from scoring.text.encoder import Encoder

SHORTEST_KEY = 32
BACK = "/api/v1/sign-in/openid/back"
"""Where a provider sends people back to."""
DEVELOPMENT_KEY = "development only: not a secret at all"


class Settings(MailSettings):
    """How this instance runs. Outside development, addresses that only suit a demonstration are refused."""

    model_config = SettingsConfigDict(env_prefix="SURSUR_", frozen=True, ignored_types=(cached_property,))

    environment: Literal["development", "production"] = Field(
        "development", description="production refuses settings that only suit a demonstration"
    )
    database_url: str = Field("sqlite:///var/sursur.db", description="sqlite:///FILE or postgresql://USER@HOST/NAME")
    outbox: Path = Field(Path("var/outbox"), description="folder for .eml files where no SMTP server is given")
    files: Path = Field(Path("var/files"), description="folder for the contents of attachments; back it up")
    mails_sent: Path = Field(
        Path("var/mails-sent"),
        description="file that counts the mails sent, so that nothing goes out twice after an old copy of the "
        "database was restored; not part of its backups",
    )
    mail_from: str = Field("digest@sursur.example", description="sender's address of all mail")
    public_url: str = Field("http://127.0.0.1:8000", description="address under which people reach the service")
    host: str = Field("127.0.0.1", description="address on which `sursur serve` listens")
    port: int = Field(8000, ge=1, le=65535, description="port on which `sursur serve` listens")
    log_form: LogForm = Field(
        "text", description="`json` makes each line of the log of `sursur serve` and `sursur scheduler` a JSON object"
    )
    secret_key: SecretStr = Field(
        SecretStr(DEVELOPMENT_KEY),
        description="at least 32 random characters that encrypt stored secrets, such as those of second factors; "
        "`openssl rand -base64 32` makes one",
    )
    oidc_issuer: str = Field("", description="address of a provider of OpenID Connect that people may sign in by")
    oidc_client_id: str = Field("", description="the name under which that provider knows this service")
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="the secret that it gave this service")
    data_licence: Literal["", "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0"] = Field(
        "", description="the licence that the institutions gave their words in the open data; empty for none"
    )
    dear_at_once: int = Field(
        4, ge=1, description="large answers (reports, views, exports, rankings) that a process makes at once"
    )
    dear_per_network: int = Field(2, ge=1, description="how many of these it makes for one network")
    clock: bool = Field(default=True, description="whether `sursur serve` also runs the weekly clock")
    metrics_token: SecretStr = Field(
        SecretStr(""),
        description="the bearer token by which Prometheus reads /metrics; without it only this machine may",
    )
    encoder: str = Field(
        "", description="folder or installed package with a sentence encoder that joins the ranking; empty for none"
    )

    index: Path | None = Field(
        None,
        description="folder in which the prepared index is kept, so that processes share it and start quickly; "
        "empty for none",
    )
    workers: int = Field(
        0, ge=0, description="processes that rank in a match run; 0 for as many as there are processors"
    )
    cluster: str = Field(
        "", description="address of the scheduler of a Dask cluster that ranks instead; empty for none"
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        kind_of_database(value)
        return value

    @field_validator("encoder")
    @classmethod
    def _known_encoder(cls, value: str) -> str:
        if value:
            try:
                find_model(value)
            except BadInputError as error:
                raise UnfitError(error.message) from None
        return value

    @field_validator("mail_from")
    @classmethod
    def _an_address(cls, value: str) -> str:
        validate_email(parseaddr(value)[1], check_deliverability=False, test_environment=True)
        return value

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if self.environment == "production":
            if self.mail_domain.endswith(".example"):
                raise UnfitError("SURSUR_MAIL_FROM must be a real address in production")
            if "127.0.0.1" in self.public_url or "localhost" in self.public_url:
                raise UnfitError("SURSUR_PUBLIC_URL must be the public address in production")
            if self.secret_key.get_secret_value() == DEVELOPMENT_KEY or len(self.secret_key) < SHORTEST_KEY:
                raise UnfitError(
                    "SURSUR_SECRET_KEY must be {shortest_key} random characters or more in production",
                    shortest_key=SHORTEST_KEY,
                )
        return self

    @model_validator(mode="after")
    def _whole_provider(self) -> Self:
        parts = (self.oidc_issuer, self.oidc_client_id, self.oidc_client_secret.get_secret_value())
        if any(parts) and not all(parts):
            raise UnfitError("SURSUR_OIDC_ISSUER, SURSUR_OIDC_CLIENT_ID and SURSUR_OIDC_CLIENT_SECRET go together")
        if self.environment == "production" and self.oidc_issuer and not self.oidc_issuer.startswith("https://"):
            raise UnfitError("SURSUR_OIDC_ISSUER must begin with https:// in production")
        return self

    @cached_property
    def engine(self) -> Engine:
        """The database."""
        return open_database(self.database_url)

    @cached_property
    def loaded_encoder(self) -> Encoder | None:
        """The sentence encoder, loaded when first asked for; None where there is none."""
        return load_encoder(self.encoder) if self.encoder else None

    @cached_property
    def entrance(self) -> Entrance:
        """What signing in needs; outside development, some roles must have a second factor."""
        return Entrance(self.engine, self.keys, guarded=self.environment == "production")

    @property
    def keys(self) -> Keyring:
        """What encrypts stored secrets."""
        return Keyring(self.secret_key.get_secret_value())

    def edition(self, now: datetime) -> Edition:
        """Open data as this service gives it away at a moment."""
        return Edition(self.public_url.rstrip("/"), now, self.data_licence)

    @cached_property
    def openid(self) -> OpenIdProvider | None:
        """Who else people may sign in by; None where the settings name nobody."""
        if not self.oidc_issuer:
            return None
        secret, back = self.oidc_client_secret.get_secret_value(), f"{self.public_url.rstrip('/')}{BACK}"
        return OpenIdProvider(self.oidc_issuer, self.oidc_client_id, secret, back=back)

    def workforce(self, *, workers: int | None = None, cluster: str | None = None, track: Track = quietly) -> Workforce:
        """Who ranks in match runs: as asked for, else as set. Asking for both is one too many: raises BadInputError."""
        if workers is not None and cluster is not None:
            raise BadInputError("name either the number of workers or a cluster, not both")
        address = self.cluster if cluster is None and workers is None else cluster or ""
        return Workforce(self.workers if workers is None else workers, address, track)

    @property
    def webhook_post(self) -> Post:
        """What webhooks need: the keys to their secrets, and how far calls may go. Inside only in development."""
        return Post(self.keys, Reach(anywhere=self.environment == "development"))

    @property
    def courier(self) -> Courier:
        """Who calls the webhooks."""
        return Courier(self.engine, self.webhook_post, self.public_url)

    @property
    def letterhead(self) -> Letterhead:
        """Who writes mails."""
        return Letterhead(self.mail_from, self.public_url, self.signer)

    @property
    def signer(self) -> Signer:
        """Who signs the links by which digests are answered."""
        return Signer(self.keys.derived("digest links"))

    @property
    def mail_domain(self) -> str:
        """The domain of Message-IDs."""
        return parseaddr(self.mail_from)[1].rpartition("@")[2]

    def outbox_to(self, folder: Path | None = None) -> Outbox:
        """The way out for mails: the folder asked for, else the SMTP server, else the outbox folder."""
        watermark = Watermark(self.mails_sent)
        if folder is None and self.smtp_url is not None:
            return Outbox(
                self.engine,
                to_smtp(self.smtp_url, self.dkim_signer(self.mail_domain)),
                self.letterhead,
                watermark=watermark,
                bounces=self.bounce_address,
                per_minute=self.mails_per_minute,
            )
        to_files = to_directory(folder or self.outbox)
        return Outbox(self.engine, to_files, self.letterhead, repeatable=True, watermark=watermark)
