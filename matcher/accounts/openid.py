"""Sign-in by a provider of OpenID Connect: the authorization code flow with state, nonce and PKCE."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from httpx2 import HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from locales.messages import Message
from matcher.accounts.secrets import new_secret
from matcher.errors import ProviderLostError, UnauthenticatedError

SCOPE = "openid email"
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
"""Signatures that only the provider can make; those by a shared secret are not among them."""
TIMEOUT = timedelta(seconds=10)
LEEWAY = timedelta(minutes=1)
ENDPOINTS = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Departure:
    """Somebody on the way to the provider. All three secrets stay with his browser until he is back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Arrival:
    """Somebody who came back from the provider: what he brings, and the departure that his browser kept."""

    code: str
    state: str
    issuer: str | None
    departure: Departure


class OpenIdProvider:
    """One provider, as the settings name it; `back` is our own address to which people return."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, *, back: str) -> None:
        self.issuer, self._client_id, self._client_secret, self._back = issuer, client_id, client_secret, back

    def departure(self) -> Departure:
        """Where to send somebody. Raises ProviderLostError."""
        nonce, verifier = new_secret(), new_secret()
        with self._client() as client:
            known = self._metadata(client)
            url, state = client.create_authorization_url(
                known["authorization_endpoint"], nonce=nonce, code_verifier=verifier
            )
        return Departure(url, state, nonce, verifier)

    def address_of(self, arrival: Arrival, *, now: datetime) -> str:
        """The confirmed mail address of somebody who came back.

        Raises UnauthenticatedError where any proof does not hold, ProviderLostError where the provider fails.
        """
        if not hmac.compare_digest(arrival.state.encode(), arrival.departure.state.encode()):
            raise _refused(Message("it does not belong to the sign-in that this browser began"))
        if arrival.issuer is not None and arrival.issuer != self.issuer:
            raise _refused(Message("it comes from another provider"))
        claims = self._claims(arrival, now)
        if claims.get("email_verified") is not True or not isinstance(claims.get("email"), str):
            raise _refused(Message("the provider has not confirmed your mail address"))
        return str(claims["email"]).strip().lower()

    def _claims(self, arrival: Arrival, now: datetime) -> CodeIDToken:
        """What the provider says of the person, with every proof checked."""
        try:
            with self._client() as client:
                known = self._metadata(client)
                token = client.fetch_token(
                    known["token_endpoint"],
                    auth=client.client_auth(_way_to_authenticate(known)),
                    grant_type="authorization_code",
                    code=arrival.code,
                    code_verifier=arrival.departure.verifier,
                )
                keys = _answer(client, known["jwks_uri"])
            return self._checked(token, keys, arrival.departure.nonce, now)
        except HTTPError as error:
            raise _lost(error) from error
        except (AuthlibBaseError, JoseError, KeyError, ValueError) as error:
            raise _refused(Message("the provider's answer does not hold")) from error

    def _checked(self, token: dict[str, Any], keys: Any, nonce: str, now: datetime) -> CodeIDToken:  # noqa: ANN401
        found = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=ALGORITHMS)
        expected = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self._client_id},
            "nonce": {"essential": True, "value": nonce},
        }
        context = {"nonce": nonce, "client_id": self._client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(found.claims, found.header, expected, context)
        claims.validate(now=int(now.timestamp()), leeway=int(LEEWAY.total_seconds()))
        return claims

    def _client(self) -> OAuth2Client:
        return OAuth2Client(
            self._client_id,
            self._client_secret,
            scope=SCOPE,
            redirect_uri=self._back,
            code_challenge_method="S256",
            timeout=TIMEOUT.total_seconds(),
        )

    def _metadata(self, client: OAuth2Client) -> dict[str, Any]:
        """What the provider says of itself; its name must be the one in the settings."""
        try:
            known: dict[str, Any] = _answer(client, self.issuer.rstrip("/") + WELL_KNOWN)
        except (HTTPError, ValueError) as error:
            raise _lost(error) from error
        if not known.keys() >= ENDPOINTS:
            raise ProviderLostError("the sign-in service does not name its endpoints; check SURSUR_OIDC_ISSUER")
        if known.get("issuer") != self.issuer:
            raise ProviderLostError("the sign-in service calls itself otherwise than SURSUR_OIDC_ISSUER; compare them")
        return known


def _answer(client: OAuth2Client, address: str) -> Any:  # noqa: ANN401
    response = client.request("GET", address, withhold_token=True)
    response.raise_for_status()
    return response.json()


def _way_to_authenticate(known: dict[str, Any]) -> str:
    offered = known.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return "client_secret_basic" if "client_secret_basic" in offered else "client_secret_post"


def _refused(why: Message) -> UnauthenticatedError:
    return UnauthenticatedError("the sign-in cannot be accepted: {why}; begin again", why=why)


def _lost(error: Exception) -> ProviderLostError:
    return ProviderLostError(
        "the sign-in service does not answer as expected ({kind}); try again", kind=type(error).__name__
    )
