"""The Events API and its siblings over HTTP: requests signed the way Slack signs them."""

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import httpx

from playground.model import App, Json

VERSION = "v0"


PATIENCE_SECONDS = 60
"""For an address that says nothing at all; how long an ack may take is said elsewhere."""


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's v0 signature: HMAC-SHA256 over version, time and body."""
    digest = hmac.new(secret.encode(), b":".join((VERSION.encode(), timestamp.encode(), body)), hashlib.sha256)
    return f"{VERSION}={digest.hexdigest()}"


class SignedHttp:
    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None

    async def send(self, app: App, type: str, payload: Json, retry: Json) -> Json:
        """Posts to the app's request url; returns what it answered. Raises ConnectionError unless that was a 200."""
        return await self._post(app, app.request_url, type, payload, retry)

    async def _post(self, app: App, url: str, type: str, payload: Json, retry: Json) -> Json:
        body, content_type = _encoded(type, payload)
        headers = _signed(app, body) | {"Content-Type": content_type}
        if retry.get("retry_attempt"):
            headers |= {
                "X-Slack-Retry-Num": str(retry["retry_attempt"]),
                "X-Slack-Retry-Reason": str(retry["retry_reason"]),
            }
        try:
            answer = await self._http().post(url, content=body, headers=headers)
        except httpx.HTTPError as broken:
            raise ConnectionError("the app's request url does not answer") from broken
        if answer.status_code != httpx.codes.OK:
            raise ConnectionError(f"the app answered {answer.status_code}")
        return _decoded(answer)

    async def verify(self, app: App, url: str) -> bool:
        """The handshake when a request url is set: the app must say the challenge back."""
        challenge = hashlib.sha256(app.id.encode()).hexdigest()
        payload = {"type": "url_verification", "token": "playground", "challenge": challenge}
        try:
            answer = await self._post(app, url, "events_api", payload, {})
        except ConnectionError:
            return False
        return challenge in (answer.get("challenge"), answer.get("text"))

    async def close(self) -> None:
        if self._client:
            await self._client.aclose()

    def _http(self) -> httpx.AsyncClient:
        # Made at the first use: a workspace without such apps opens nothing.
        self._client = self._client or httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False)
        return self._client


def _encoded(type: str, payload: Json) -> tuple[bytes, str]:
    """Events are JSON; an interaction is JSON inside a form; a command is a plain form."""
    if type == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = payload if type == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def _signed(app: App, body: bytes) -> dict[str, str]:
    # The real time, also when the workspace's clock is elsewhere: apps refuse requests that are five minutes old.
    timestamp = str(int(time.time()))
    return {
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(app.signing_secret, timestamp, body),
    }


def _decoded(answer: httpx.Response) -> Json:
    if not answer.content:
        return {}
    try:
        body = answer.json()
    except ValueError:
        return {"text": answer.text}
    return body if isinstance(body, dict) else {"text": str(body)}
