"""Notices as a signed POST, as the Standard Webhooks specification has it (standardwebhooks.com).

webhook-id          the delivery's id, the same at every attempt: a receiver drops what it has seen
webhook-timestamp   seconds since 1970
webhook-signature   "v1," + base64(HMAC-SHA256(secret, id + "." + timestamp + "." + body))
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import http.client
import json
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aftershock.config import WebhookSection
from aftershock.errors import ConfigError
from aftershock.notices import Notice
from aftershock.notifier.channels import Undelivered
from aftershock.notifier.guarded import Forbidden, connection
from aftershock.notifier.outbox import Delivery

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that a second attempt may change."""
_PREFIX = "whsec_"


@dataclass(frozen=True, slots=True)
class Webhook:
    """One address that is told. Make it with `Webhook.of`."""

    scheme: str
    host: str
    port: int | None
    path: str
    secret: bytes
    private_hosts: frozenset[str]
    timeout: float
    base: str
    """Address of the site, which makes links absolute; may be empty."""

    @classmethod
    def of(cls, settings: WebhookSection, base: str = "") -> Webhook:
        """Raises ConfigError where the address or the secret cannot be used."""
        parts = urlsplit(settings.url)
        try:
            port = parts.port
        except ValueError as error:
            raise ConfigError(f"[webhook] url: {error}") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise ConfigError("[webhook] url must be an http or https address without a user name")
        if not settings.secret:
            raise ConfigError(
                "[webhook] secret is missing: deliveries are signed with it, so that nobody can forge one"
            )
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not path.isascii() or any(char.isspace() for char in path):
            raise ConfigError("[webhook] url: percent-encode what is not plain ASCII in it")
        hosts = frozenset(settings.private_hosts.replace(",", " ").split())
        secret = _secret(settings.secret)
        return cls(parts.scheme, parts.hostname, port, path, secret, hosts, settings.timeout, base)

    @property
    def targets(self) -> tuple[str, ...]:
        """The address itself."""
        return ("",)

    def send(self, delivery: Delivery) -> None:
        """POST it. Only 2xx counts as arrived; nobody's redirects are followed. Raises Undelivered."""
        content = json.dumps(body(delivery, self.base), ensure_ascii=False).encode("utf-8", "replace")
        moment = str(int(time.time()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "aftershock",
            "webhook-id": delivery.id,
            "webhook-timestamp": moment,
            "webhook-signature": signature(self.secret, delivery.id, moment, content),
            "Connection": "close",
        }
        asking = connection(self.scheme, self.host, self.port, self.private_hosts, self.timeout)
        # The connection's own limit is for each read: one who answers drop by drop would never meet it.
        watch = threading.Timer(self.timeout, asking.abort)
        watch.daemon = True
        try:
            watch.start()
            asking.request("POST", self.path, content, headers)
            answer = asking.getresponse()
            status, wait = answer.status, answer.getheader("Retry-After") or ""
        except Forbidden as error:
            raise Undelivered(str(error), again=False) from error
        except (OSError, http.client.HTTPException) as error:
            slow = asking.aborted or isinstance(error, TimeoutError)
            told = "does not answer in time" if slow else error or type(error).__name__
            raise Undelivered(f"{self.host}: {told}", again=True) from error
        finally:
            watch.cancel()
            asking.close()
        if asking.aborted:
            raise Undelivered(f"{self.host}: does not answer in time", again=True)
        if 200 <= status < 300:
            return
        more = " (it redirects, which is not followed; give the final address)" if 300 <= status < 400 else ""
        raise Undelivered(
            f"{self.host} answered {status}{more}",
            again=status in _PASSING,
            wait=float(wait) if wait.isascii() and wait.isdigit() else None,
        )


def signature(secret: bytes, name: str, moment: str, content: bytes) -> str:
    """What `webhook-signature` must say."""
    signed = hmac.new(secret, f"{name}.{moment}.".encode() + content, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode("ascii")


def body(delivery: Delivery, base: str) -> dict[str, Any]:
    """The JSON object that is sent."""
    return {
        "type": "aftershock.notices",
        "timestamp": delivery.written.isoformat(),
        "data": {"notices": [_record(notice, base) for notice in delivery.notices]},
    }


def _record(notice: Notice, base: str) -> dict[str, Any]:
    return {
        "key": notice.key,
        "topic": notice.topic,
        "title": notice.title,
        "text": notice.text,
        "link": address(notice.link, base),
        "at": notice.at.isoformat() if notice.at else None,
        "data": dict(notice.data),
    }


def address(link: str, base: str) -> str:
    """A link of a notice, absolute where the site's address is known."""
    if not link or "://" in link or not base:
        return link
    return base.rstrip("/") + "/" + link


def _secret(written: str) -> bytes:
    """The bytes of a secret: base64 after "whsec_", else the text as it stands. Raises ConfigError."""
    if not written.startswith(_PREFIX):
        return written.encode("utf-8")
    try:
        return base64.b64decode(written.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise ConfigError(f'[webhook] secret: what follows "{_PREFIX}" must be base64') from error
