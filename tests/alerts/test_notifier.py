"""The notifier: written first, sent after, marked after; each notice once, whatever breaks in between."""

from __future__ import annotations

import base64
import email
import hashlib
import hmac
import json
import os
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree

import pytest

from aftershock.config import MailSection, WebhookSection
from aftershock.errors import ConfigError, Damaged, NewerFormat
from aftershock.notices import Notice
from aftershock.notifier import Notifier
from aftershock.notifier.channels import Channel, Undelivered
from aftershock.notifier.feed import ENTRIES, Feed
from aftershock.notifier.mail import Mail
from aftershock.notifier.notifier import ATTEMPTS, LONGEST_PAUSE
from aftershock.notifier.outbox import MOST, Delivery, Outbox
from aftershock.notifier.webhook import Webhook
from tests.alerts.receivers import Letters, Posts, mail_server, web_server

ROOT = Path(__file__).resolve().parents[2]
AT = datetime(2021, 8, 5, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def notice(key: str, **more: Any) -> Notice:
    return Notice(f"big:{key}", "big", f"云帆电子 {key}", "冻结资金约1600万元", "documents/a.html#f1", AT, **more)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with Outbox.open(tmp_path / "alerts.sqlite") as opened:
        yield opened


@pytest.fixture
def posts() -> Iterator[Posts]:
    with web_server() as serving:
        yield serving


def webhook(posts: Posts, **more: Any) -> Webhook:
    settings = WebhookSection(posts.url, "secret", "127.0.0.1", 5.0)
    return Webhook.of(replace(settings, **more), "https://example.org/wave/")


def notifier(outbox: Outbox, pauses: list[float] | None = None, **channels: Channel) -> Notifier:
    return Notifier(outbox, channels, pause=(pauses if pauses is not None else []).append, chance=lambda: 0.5)


def test_a_notice_arrives_once_and_signed(outbox: Outbox, posts: Posts) -> None:
    telling = notifier(outbox, webhook=webhook(posts))
    assert telling.write([notice("a", data={"value": 16_000_000})], ["webhook"]) == 1
    assert telling.deliver().sent == 1
    assert telling.write([notice("a"), notice("b")], ["webhook"]) == 1
    assert telling.deliver().sent == 1
    assert telling.deliver().sent == 0
    assert posts.keys() == ["big:a", "big:b"]
    headers, body = posts.received[0]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(b"secret", signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    (told,) = json.loads(body)["data"]["notices"]
    assert told["link"] == "https://example.org/wave/documents/a.html#f1"
    assert told["data"] == {"value": 16_000_000}


def test_a_secret_in_base64_is_taken_as_its_bytes(posts: Posts) -> None:
    assert webhook(posts, secret="whsec_" + base64.b64encode(b"\x00\xff").decode()).secret == b"\x00\xff"
    with pytest.raises(ConfigError, match="base64"):
        webhook(posts, secret="whsec_!")


def test_a_failure_is_tried_again_with_jitter_then_kept_for_the_next_run(outbox: Outbox, posts: Posts) -> None:
    pauses: list[float] = []
    telling = notifier(outbox, pauses, webhook=webhook(posts))
    telling.write([notice("a")], ["webhook"])
    posts.statuses = [503] * ATTEMPTS
    outcome = telling.deliver()
    assert outcome.sent == 0
    assert "503" in outcome.failures[0]
    assert pauses == [0.75, 1.5]
    (kept,) = outbox.waiting()
    assert (kept.attempts, kept.error) == (1, "127.0.0.1 answered 503")
    assert telling.deliver().sent == 1
    ids = {headers["webhook-id"] for headers, _ in posts.received}
    assert len(ids) == 1
    assert outbox.waiting() == []


def test_who_asks_for_time_is_given_it_up_to_a_limit(outbox: Outbox, posts: Posts) -> None:
    pauses: list[float] = []
    telling = notifier(outbox, pauses, webhook=webhook(posts))
    telling.write([notice("a")], ["webhook"])
    posts.statuses, posts.headers = [429, 429], {"Retry-After": "7"}
    assert telling.deliver().sent == 1
    assert pauses == [7.0, 7.0]
    posts.statuses, posts.headers = [429], {"Retry-After": "86400"}
    telling.write([notice("b")], ["webhook"])
    telling.deliver()
    assert pauses[-1] == LONGEST_PAUSE


@pytest.mark.parametrize(("status", "said"), [(400, "answered 400"), (302, "redirects"), (410, "answered 410")])
def test_a_refusal_is_not_repeated_at_once(outbox: Outbox, posts: Posts, status: int, said: str) -> None:
    pauses: list[float] = []
    telling = notifier(outbox, pauses, webhook=webhook(posts))
    telling.write([notice("a")], ["webhook"])
    posts.statuses, posts.headers = [status], {"Location": posts.url}
    assert said in telling.deliver().failures[0]
    assert (len(posts.received), pauses) == (1, [])


def test_one_who_does_not_answer_is_not_asked_again_and_again(outbox: Outbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    pauses: list[float] = []
    away = Webhook.of(WebhookSection(f"http://127.0.0.1:{port}/", "s", "127.0.0.1", 5.0))
    telling = notifier(outbox, pauses, webhook=away)
    telling.write([notice("a")], ["webhook"])
    telling.write([notice("b")], ["webhook"])
    assert len(telling.deliver().failures) == 2
    assert len(pauses) == ATTEMPTS - 1
    assert [one.attempts for one in outbox.waiting()] == [1, 0]


def test_a_server_that_never_answers_is_given_up(outbox: Outbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        slow = Webhook.of(WebhookSection(url, "s", "127.0.0.1", 0.05))
        telling = notifier(outbox, webhook=slow)
        telling.write([notice("a")], ["webhook"])
        assert "does not answer in time" in telling.deliver().failures[0]


def test_a_server_that_answers_drop_by_drop_is_given_up(outbox: Outbox) -> None:
    """Each byte comes in time, the answer never."""
    ended = threading.Event()

    def drip(listening: socket.socket) -> None:
        accepted, _ = listening.accept()
        with accepted, suppress(OSError):
            accepted.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            while not ended.wait(0.02):
                accepted.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,))
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        slow = Webhook.of(WebhookSection(url, "s", "127.0.0.1", 0.2))
        with pytest.raises(Undelivered, match="does not answer in time"):
            slow.send(Delivery("1", "webhook", "", (notice("a"),), AT))
        ended.set()
        thread.join()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://[::ffff:127.0.0.1]:{port}/"]
)
def test_private_addresses_are_refused_unless_named(outbox: Outbox, posts: Posts, url: str) -> None:
    port = posts.url.split(":")[2].split("/")[0]
    closed = webhook(posts, url=url.format(port=port), private_hosts="10.0.0.1 other.internal")
    telling = notifier(outbox, webhook=closed)
    telling.write([notice("a")], ["webhook"])
    assert "private_hosts" in telling.deliver().failures[0]
    assert posts.received == []


def test_a_name_that_turns_private_is_refused_too(
    outbox: Outbox, posts: Posts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that is checked is the one that is connected to: it is asked for once."""
    asked: list[str] = []

    def resolved(host: str, port: int, **_: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr("aftershock.notifier.guarded.socket.getaddrinfo", resolved)
    telling = notifier(outbox, webhook=webhook(posts, url="https://hooks.example.org/x"))
    telling.write([notice("a")], ["webhook"])
    assert "hooks.example.org stands for a private address" in telling.deliver().failures[0]
    assert asked == ["hooks.example.org"]


@pytest.mark.parametrize(
    "more",
    [
        {"url": "ftp://example.org/"},
        {"url": "http://user:word@example.org/"},
        {"url": "https:///nowhere"},
        {"url": "http://example.org:port/"},
        {"url": "http://example.org/封号"},
        {"secret": ""},
    ],
)
def test_settings_that_cannot_be_used_are_named(posts: Posts, more: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="webhook"):
        webhook(posts, **more)


def test_many_notices_go_in_parts_all_of_them_once(outbox: Outbox, posts: Posts) -> None:
    telling = notifier(outbox, webhook=webhook(posts))
    telling.write([notice(str(number)) for number in range(2 * MOST + 1)], ["webhook"])
    assert telling.deliver().sent == 2 * MOST + 1
    assert [len(json.loads(body)["data"]["notices"]) for _, body in posts.received] == [MOST, MOST, 1]
    assert len(set(posts.keys())) == 2 * MOST + 1


def test_what_is_known_when_a_topic_begins_is_not_told(outbox: Outbox, posts: Posts) -> None:
    outbox.begin("big", "1", ["big:a"])
    telling = notifier(outbox, webhook=webhook(posts))
    assert telling.write([notice("a"), notice("b")], ["webhook"]) == 1
    telling.deliver()
    assert posts.keys() == ["big:b"]


CRASH = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from aftershock.notifier.outbox import Outbox
from tests.alerts.test_notifier import Notifier, WebhookSection, Webhook, notice
outbox = Outbox.open(Path({path!r}))
if {when!r} == "before sending":
    Notifier.deliver = lambda self: os.kill(os.getpid(), signal.SIGKILL)
if {when!r} == "before marking":
    Outbox.sent = lambda self, delivery: os.kill(os.getpid(), signal.SIGKILL)
if {when!r} == "while writing":
    import aftershock.notifier.outbox as module
    def dies(notice, now):
        if notice.key == "big:b":
            os.kill(os.getpid(), signal.SIGKILL)
        return keep(notice, now)
    keep, module._row = module._row, dies
telling = Notifier(outbox, {{"webhook": Webhook.of(WebhookSection({url!r}, "secret", "127.0.0.1", 5.0))}})
telling.write([notice("a"), notice("b")], ["webhook"])
telling.deliver()
"""


@pytest.mark.parametrize(
    ("when", "before", "after"),
    [
        ("while writing", [], ["big:a", "big:b"]),
        ("before sending", [], ["big:a", "big:b"]),
        ("before marking", ["big:a", "big:b"], ["big:a", "big:b"]),
    ],
)
def test_killed_at_any_point_nothing_is_lost_and_a_repetition_is_known(
    tmp_path: Path, posts: Posts, when: str, before: list[str], after: list[str]
) -> None:
    """Killed between sending and marking, a delivery goes out again under the same id: its receiver can drop it."""
    path = tmp_path / "alerts.sqlite"
    program = CRASH.format(root=str(ROOT), path=str(path), url=posts.url, when=when)
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert ended.returncode == -signal.SIGKILL
    assert posts.keys() == before
    seen = {headers["webhook-id"] for headers, _ in posts.received}
    posts.received.clear()
    with Outbox.open(path) as outbox:
        telling = notifier(outbox, webhook=webhook(posts))
        telling.write([notice("a"), notice("b")], ["webhook"])
        telling.deliver()
        telling.deliver()
    assert posts.keys() == after
    assert not seen or seen == {headers["webhook-id"] for headers, _ in posts.received}


# -- mail


def mail(letters: Letters, **more: Any) -> Mail:
    settings = MailSection("127.0.0.1", letters.port, "none", "", "", "wave@example.org", "a@example.org", "", 5.0)
    return Mail.of(replace(settings, **more), "封号潮", "https://example.org/")


def test_mail_says_what_and_where_and_has_a_name_of_its_own(outbox: Outbox) -> None:
    with mail_server() as letters:
        telling = notifier(outbox, mail=mail(letters, to="a@example.org, b@example.org"))
        telling.write([notice("a"), notice("b")], ["mail"])
        assert telling.deliver().sent == 4
    assert sorted(to for (to,), _ in letters.received) == ["a@example.org", "b@example.org"]
    message = cast(EmailMessage, email.message_from_bytes(letters.received[0][1], policy=default))
    assert message["Subject"] == "封号潮: 2 new"
    assert message["Message-ID"].endswith("@example.org>")
    text = message.get_content()
    for part in (
        "云帆电子 a",
        "云帆电子 b",
        "冻结资金约1600万元",
        "https://example.org/documents/a.html#f1",
        "2021-08-05",
    ):
        assert part in text


def test_an_address_that_is_refused_does_not_hold_up_another(outbox: Outbox) -> None:
    pauses: list[float] = []
    with mail_server() as letters:
        letters.refused = {"a@example.org"}
        telling = notifier(outbox, pauses, mail=mail(letters, to="a@example.org b@example.org"))
        telling.write([notice("a")], ["mail"])
        outcome = telling.deliver()
        assert outcome.sent == 1
        assert "a@example.org was refused: 550 no such user" in outcome.failures[0]
        letters.refused = set()
        assert telling.deliver().sent == 1
    assert sorted(to for (to,), _ in letters.received) == ["a@example.org", "b@example.org"]
    assert pauses == []


def test_a_mail_server_that_is_busy_is_given_time(outbox: Outbox) -> None:
    pauses: list[float] = []
    with mail_server() as letters:
        letters.answer = "451 try later"
        telling = notifier(outbox, pauses, mail=mail(letters))
        telling.write([notice("a")], ["mail"])
        assert "451 try later" in telling.deliver().failures[0]
        assert len(pauses) == ATTEMPTS - 1
        letters.answer = "554 spam"
        assert "554 spam" in telling.deliver().failures[0]
        assert len(pauses) == ATTEMPTS - 1


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem"), "-days", "2"]
    made += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    try:
        subprocess.run(made, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl makes the certificate of this test")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return folder / "cert.pem", context


def test_starttls_and_a_log_in(outbox: Outbox, tmp_path: Path) -> None:
    from aiosmtpd.smtp import AuthResult

    authority, context = certificate(tmp_path)
    logins: list[tuple[bytes, bytes]] = []

    def login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"right", handled=False)

    with mail_server(tls_context=context, require_starttls=True, authenticator=login, auth_required=True) as letters:
        secure = {"security": "starttls", "user": "wave", "ca_certs": str(authority)}
        wrong = notifier(outbox, mail=mail(letters, **secure, password="wrong"))
        wrong.write([notice("a")], ["mail"])
        failure = wrong.deliver().failures[0]
        assert "refuses user and password" in failure
        assert "wrong" not in failure
        assert notifier(outbox, mail=mail(letters, **secure, password="right")).deliver().sent == 1
        unknown = notifier(outbox, mail=mail(letters, **(secure | {"ca_certs": ""}), password="right"))
        unknown.write([notice("b")], ["mail"])
        assert "certificate" in unknown.deliver().failures[0]
    assert (b"wave", b"right") in logins
    assert len(letters.received) == 1


def test_a_server_without_starttls_gets_nothing_in_the_open(outbox: Outbox) -> None:
    with mail_server() as letters:
        telling = notifier(outbox, mail=mail(letters, security="starttls"))
        telling.write([notice("a")], ["mail"])
        assert "STARTTLS" in telling.deliver().failures[0]
    assert letters.received == []


@pytest.mark.parametrize(
    "more", [{"to": ""}, {"sender": ""}, {"to": "nobody"}, {"to": "a@b@c"}, {"user": "u", "security": "none"}]
)
def test_mail_settings_that_cannot_be_used_are_named(more: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="mail"):
        mail(Letters(port=1), **more)


def test_a_title_cannot_become_a_header() -> None:
    sly = replace(notice("a"), title="x\r\nBcc: all@example.org\x00\ud800")
    message = mail(Letters(port=1)).message(Delivery("1", "mail", "a@example.org", (sly,), AT))
    assert "Bcc" not in message
    assert message["Subject"] == "封号潮: x Bcc: all@example.org"


# -- the feed


def test_the_feed_holds_the_newest_and_is_the_same_when_made_again(outbox: Outbox, tmp_path: Path) -> None:
    path = tmp_path / "var" / "alerts.xml"
    feed = Feed(outbox, (path,), "封号潮 & Co", "https://example.org")
    telling = notifier(outbox, feed=feed)
    odd = replace(notice("odd"), title='<b> & "\x00', topic='"q"')
    telling.write([notice(str(number)) for number in range(ENTRIES)] + [odd], ["feed"])
    telling.deliver()
    first = path.read_bytes()
    entries = ElementTree.fromstring(first).findall(f"{ATOM}entry")
    assert len(entries) == ENTRIES
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == ENTRIES
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://example.org/documents/a.html#f1"
    assert all(entry.findtext(f"{ATOM}content") for entry in entries)
    feed.write()
    assert path.read_bytes() == first


def test_a_feed_that_cannot_be_written_waits(outbox: Outbox, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    telling = notifier(outbox, feed=Feed(outbox, (tmp_path / "file" / "alerts.xml",), "x", ""))
    telling.write([notice("a")], ["feed"])
    assert "cannot be written" in telling.deliver().failures[0]
    assert len(outbox.waiting()) == 1


# -- the outbox as a file


def test_a_channel_that_is_gone_keeps_what_waits_until_it_is_given_up(outbox: Outbox, posts: Posts) -> None:
    notifier(outbox, webhook=webhook(posts)).write([notice("a")], ["webhook"])
    without = notifier(outbox)
    assert "not configured any more" in without.deliver().failures[0]
    with pytest.raises(ConfigError, match="url and secret"):
        without.write([notice("b")], ["webhook"])
    assert outbox.discard() == 1
    assert without.deliver().failures == ()


def test_files_that_are_no_outbox_are_left_alone(tmp_path: Path) -> None:
    torn = tmp_path / "torn.sqlite"
    torn.write_bytes(b"not a database, whatever its name says" * 100)
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    for path in (torn, other):
        before = path.read_bytes()
        with pytest.raises(Damaged, match="no readable outbox"):
            Outbox.open(path)
        assert path.read_bytes() == before
    newer = tmp_path / "newer.sqlite"
    Outbox.open(newer).__exit__(None, None, None)
    with sqlite3.connect(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NewerFormat):
        Outbox.open(newer)


def test_undelivered_is_one_of_the_programs_errors() -> None:
    assert Undelivered("x", again=True).exit_code == 9
