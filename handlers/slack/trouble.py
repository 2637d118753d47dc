"""What is wrong between us and Slack, in a sentence for the manager, and what to do about it."""

import ssl
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

FAULTS = (SlackClientError, HTTPException, URLError, ConnectionError, TimeoutError, ssl.SSLError)
"""What a call to Slack may raise. Other errors of the system (a full disk) are OSErrors too, and not Slack's."""

OPENS_SOCKET = "apps.connections.open"
PAGE = "api.slack.com/apps"
BOT, APP = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"
WHERE = {
    BOT: f"{PAGE}, your app, OAuth & Permissions",
    APP: f"{PAGE}, your app, Basic Information, App-Level Tokens",
}
UNKNOWN = {"invalid_auth", "not_authed"}
REVOKED = {"account_inactive", "token_revoked", "token_expired"}
LOST = UNKNOWN | REVOKED
"""Slack's words for a token that opens nothing (any more)."""
OTHER_KIND = {"not_allowed_token_type", "no_permission"}
SOCKET_OFF = {"socket_mode_disabled"}


@dataclass(frozen=True, slots=True)
class Trouble:
    says: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.says} {self.remedy}"


def of(fault: Exception) -> Trouble:
    """For one of FAULTS."""
    if isinstance(fault, SlackApiError):
        return _refusal(fault)
    return _silence(fault)


def is_lost_token(fault: SlackApiError) -> bool:
    return _code(fault) in LOST


def token_of(fault: SlackApiError) -> str:
    """The name of the setting whose token was refused."""
    return APP if OPENS_SOCKET in str(getattr(fault.response, "api_url", "")) else BOT


def _code(fault: SlackApiError) -> str:
    return str(fault.response.get("error", "")) if hasattr(fault.response, "get") else ""


def _refusal(fault: SlackApiError) -> Trouble:
    token, code = token_of(fault), _code(fault)
    if code in UNKNOWN:
        return Trouble(f"Slack does not know the token in {token}.", f"Copy it again, whole: {WHERE[token]}.")
    if code in REVOKED:
        return Trouble(
            f"The token in {token} was revoked, or the app was removed from the workspace.",
            f"Install the app again ({PAGE}, your app, Install App), put the new token in .env and start again. "
            "What is stored stays.",
        )
    if code in OTHER_KIND:
        return Trouble(
            f"{token} holds a token of another kind.", f"The right one is at {WHERE[token]}. The two may be swapped."
        )
    if code == "missing_scope":
        return _missing_scope(token, str(fault.response.get("needed", "")))
    if code in SOCKET_OFF:
        return Trouble(
            "Socket Mode is off.", f"Turn it on at {PAGE}, your app, Socket Mode; or run with --http and a request URL."
        )
    return Trouble(
        f"Slack refuses: {code or 'without a reason'}.",
        "Run `zetje doctor`; the word is explained at docs.slack.dev. If it goes by itself, nothing is lost.",
    )


def _missing_scope(token: str, scope: str) -> Trouble:
    if token == APP:
        return Trouble(
            f"The token in {APP} lacks the scope connections:write.", f"Make a new one with that scope: {WHERE[APP]}."
        )
    return Trouble(f"The app lacks the scope {scope}.", again())


def again() -> str:
    return f"Paste what `zetje manifest` prints at {PAGE}, your app, App Manifest; then install the app again."


def _silence(fault: Exception) -> Trouble:
    reason = fault.reason if isinstance(fault, URLError) and isinstance(fault.reason, Exception) else fault
    if isinstance(reason, ssl.SSLCertVerificationError):
        return Trouble(
            "Slack's certificate is not trusted here: a proxy in between shows one of its own.",
            "Add the proxy's certificate to this machine's, or name its file in SSL_CERT_FILE.",
        )
    return Trouble(
        f"Slack cannot be reached ({type(reason).__name__}).",
        "Check the network, the proxy (HTTPS_PROXY) and SLACK_API_URL.",
    )
