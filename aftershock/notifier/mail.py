"""Notices by e-mail: one message a delivery, to one address each, so that one refused does not hold up another."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from aftershock.config import MailSection
from aftershock.errors import ConfigError
from aftershock.notifier.channels import Undelivered
from aftershock.notifier.outbox import Delivery
from aftershock.notifier.webhook import address
from indexer.fields import BEIJING

_LONGEST = 120
"""Characters of a subject."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server and who is written to. Make it with `Mail.of`."""

    settings: MailSection
    targets: tuple[str, ...]
    """E-mail addresses."""
    title: str
    """Of the project; begins the subject."""
    base: str

    @classmethod
    def of(cls, settings: MailSection, title: str, base: str = "") -> Mail:
        """Raises ConfigError where something is missing or is no e-mail address."""
        targets = tuple(settings.to.replace(",", " ").split())
        if not targets or not settings.sender:
            raise ConfigError("[mail] needs to and sender beside host: who is written to, and from whom")
        for written in (*targets, settings.sender):
            try:
                domain = Address(addr_spec=written).domain
            except (ValueError, IndexError, MessageError) as error:
                raise ConfigError(f'[mail] "{written}" is no e-mail address') from error
            if not domain:
                raise ConfigError(f'[mail] "{written}" is no e-mail address')
        if settings.user and settings.security == "none":
            raise ConfigError('[mail] security = "none" would send the password in the open; use "starttls" or "tls"')
        return cls(settings, tuple(dict.fromkeys(targets)), title, base)

    def send(self, delivery: Delivery) -> None:
        """Hand it to the mail server. Raises Undelivered."""
        message = self.message(delivery)
        try:
            with self._connected() as server:
                server.send_message(message, self.settings.sender, [delivery.target])
        except smtplib.SMTPRecipientsRefused as error:
            code, told = error.recipients[delivery.target]
            raise Undelivered(f"{delivery.target} was refused: {code} {_text(told)}", again=code < 500) from error
        except smtplib.SMTPAuthenticationError as error:
            raise Undelivered(
                f"{self.settings.host} refuses user and password ({error.smtp_code})", again=error.smtp_code < 500
            ) from error
        except smtplib.SMTPResponseException as error:
            reason = f"{self.settings.host} answered {error.smtp_code} {_text(error.smtp_error)}"
            raise Undelivered(reason, again=error.smtp_code < 500) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Undelivered(f"{self.settings.host}: {error}", again=False) from error
        except ssl.SSLError as error:
            reason = f"{self.settings.host}: its certificate or TLS cannot be used ({error.reason or error})"
            raise Undelivered(reason, again=False) from error
        except (OSError, smtplib.SMTPException) as error:
            raise Undelivered(f"{self.settings.host}: {error or type(error).__name__}", again=True) from error

    def _connected(self) -> smtplib.SMTP:
        """A session, encrypted and logged in as configured."""
        with_tls = ssl.create_default_context(cafile=self.settings.ca_certs or None)
        settings = self.settings
        if settings.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=settings.timeout, context=with_tls
            )
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)
        try:
            if settings.security == "starttls":
                server.starttls(context=with_tls)
            if settings.user:
                server.login(settings.user, settings.password)
        except BaseException:
            server.close()
            raise
        return server

    def message(self, delivery: Delivery) -> EmailMessage:
        """The message; its Message-ID is the same at every attempt."""
        first, *others = delivery.notices
        subject = f"{self.title}: {first.title}" if not others else f"{self.title}: {len(delivery.notices)} new"
        message = EmailMessage()
        message["Subject"] = _line(subject)[:_LONGEST]
        message["From"] = self.settings.sender
        message["To"] = delivery.target
        message["Date"] = format_datetime(delivery.written)
        message["Message-ID"] = f"<{delivery.id}@{self.settings.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        parts = []
        for notice in delivery.notices:
            day = f"  {notice.at.astimezone(BEIJING).date()}" if notice.at else ""
            lines = [f"[{notice.topic}] {_line(notice.title)}{day}", notice.text, address(notice.link, self.base)]
            parts.append("\n".join(line for line in lines if line))
        content = "\n\n".join(parts) + "\n"
        message.set_content(content.encode("utf-8", "replace").decode())
        return message


def _line(text: str) -> str:
    """One line without control characters, as a header must be."""
    clean = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(clean.encode("utf-8", "replace").decode().split())


def _text(told: bytes | str) -> str:
    return _line(told.decode("utf-8", "replace") if isinstance(told, bytes) else told)
