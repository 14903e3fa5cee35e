"""Settings of how mail leaves and comes back."""

from pathlib import Path
from typing import Self

from email_validator import validate_email
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from matcher.errors import BadInputError
from matcher.mail.sending import to_smtp
from matcher.mail.signing import DkimSigner

SHORTEST_TOKEN = 32


class MailSettings(BaseSettings):
    """The part of the settings that concerns mail alone."""

    smtp_url: str | None = Field(
        None,
        description="smtp://, smtp+starttls:// or smtps://USER:PASSWORD@HOST:PORT; without it mails become files",
    )
    bounce_address: str | None = Field(
        None,
        description="address that mails come back to, as bounces@example.org; each mail then has one of its own, as "
        "bounces+WORD@example.org, all of which must reach `sursur digest bounce` or POST /api/v1/bounces",
    )
    bounce_token: SecretStr = Field(
        SecretStr(""), description="at least 32 characters by which a mail server proves itself at POST /api/v1/bounces"
    )
    dkim_selector: str = Field("", description="the name of the key that signs mails, as it stands in the name service")
    dkim_key: Path | None = Field(None, description="file with that RSA key in PEM; without it mails are not signed")
    mails_per_minute: int = Field(
        60,
        ge=0,
        description="mails that a domain gets in a minute at most, so that none feels flooded; 0 for all",
    )

    @field_validator("smtp_url")
    @classmethod
    def _known_mail_server(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                to_smtp(value)
            except BadInputError as error:
                raise ValueError(str(error)) from None
        return value

    @field_validator("bounce_address")
    @classmethod
    def _a_plain_address(cls, value: str | None) -> str | None:
        if value is not None:
            validate_email(value, check_deliverability=False, test_environment=True, allow_smtputf8=False)
        return value or None

    @model_validator(mode="after")
    def _whole_key(self) -> Self:
        if bool(self.dkim_selector) != (self.dkim_key is not None):
            raise ValueError("SURSUR_DKIM_SELECTOR and SURSUR_DKIM_KEY go together")
        try:
            self.dkim_signer("example.org")
        except BadInputError as error:
            raise ValueError(str(error)) from None
        return self

    @model_validator(mode="after")
    def _long_token(self) -> Self:
        if 0 < len(self.bounce_token) < SHORTEST_TOKEN:
            raise ValueError(f"SURSUR_BOUNCE_TOKEN must have {SHORTEST_TOKEN} characters or more")
        return self

    def dkim_signer(self, domain: str) -> DkimSigner | None:
        """Who signs the mails of a domain; None where nobody does."""
        return DkimSigner.of_file(domain, self.dkim_selector, self.dkim_key) if self.dkim_key else None
