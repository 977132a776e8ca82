"""Addresses that must never be connected to: as the network has them, and as they are written to hide it."""

from __future__ import annotations

PRIVATE4 = """
0.0.0.0 0.1.2.3 0.255.255.255 10.0.0.0 10.0.0.1 10.255.255.255 100.64.0.0 100.64.0.1 100.100.100.200 100.127.255.255
127.0.0.0 127.0.0.1 127.0.0.53 127.8.8.8 127.255.255.255 169.254.0.1 169.254.169.254 169.254.170.2 169.254.255.255
172.16.0.0 172.16.0.1 172.17.0.1 172.31.255.255 192.0.0.0 192.0.0.1 192.0.0.8 192.0.0.9 192.0.0.170 192.0.0.192
192.0.2.1 192.0.2.255 192.88.99.1 192.168.0.0 192.168.0.1 192.168.1.1 192.168.255.255 198.18.0.0 198.18.0.1
198.19.255.255 198.51.100.1 203.0.113.1 203.0.113.255 224.0.0.1 224.0.0.251 232.1.1.1 239.255.255.250 240.0.0.1
250.1.2.3 255.255.255.254 255.255.255.255
""".split()

PRIVATE6 = """
:: ::1 ::2 ::127.0.0.1 ::10.0.0.1 ::8.8.8.8 ::ffff:0.0.0.0 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
::ffff:192.168.0.1 ::ffff:100.64.0.1 ::ffff:7f00:1 ::ffff:a9fe:a9fe ::ffff:0:127.0.0.1 ::ffff:0:8.8.8.8 0:0:0:0:0:0:0:1
64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b::7f00:1 64:ff9b::c0a8:1 64:ff9b:1::1 64:ff9b:1::7f00:1
64:ff9b:1::8.8.8.8 100::1 100::ffff:1 200::1 400::1 1000::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
2001:0:808:808::80ff:fffe 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2001:db8:ffff::1 2002:7f00:1:: 2002:7f00:1::1
2002:a00:1:: 2002:ac10:1::1 2002:c0a8:101::1 2002:a9fe:a9fe::1 2002:6440:1::1 2002:e000:1::1
2606:4700::5efe:10.0.0.1 2606:4700::5efe:7f00:1 2606:4700::200:5efe:192.168.0.1 3fff::1 3fff:fff:ffff::1 4000::1 5f00::1
8000::1 a000::1 e000::1 f800::1 fc00::1 fc00:1:2::3 fd00::1 fd12:3456::1 fdff:ffff::1 fe00::1 fe80::1 fe80::1%eth0
fe80::a9fe:a9fe febf::1 fec0::1 feff::1 ff00::1 ff02::1 ff02::fb ff05::2 ff0e::1
""".split()

WRITTEN = """
127.1 127.0.1 127.0.0.1. 0 0. 0x7f.1 0x7f.0.0.1 0x7f000001 0X7F000001 0x7F.0x0.0x0.0x1 0177.1 0177.0.0.1 017700000001
2130706433 2130706433. 0x0a.0.0.1 012.0.0.1 10.1 167772161 0xa9fea9fe 2852039166 169.254.43518 0xa9.0xfe.0xa9.0xfe
0251.0376.0251.0376 3232235521 0xc0a80001 192.168.1 192.168.257 0xC0.0xA8.0.1 1681915905 100.4194305
localhost LOCALHOST localhost. localhost.localdomain.
１２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 １０.０.０.１ 127．0．0．1 ⑩.0.0.1 𝟙𝟚𝟟.𝟘.𝟘.𝟙
user@127.0.0.1 user:secret@10.0.0.1 www.nbd.com.cn@127.0.0.1 www.nbd.com.cn:80@127.0.0.1 a@b@127.0.0.1
%31%32%37.0.0.1 %6cocalhost
""".split()
"""As they stand in a URL."""

SCHEMES = (
    "file:///etc/passwd", "file://localhost/etc/passwd", "FILE:///etc/passwd", "ftp://127.0.0.1/x", "data:text/html,x",
    "gopher://127.0.0.1/x", "dict://127.0.0.1/x", "ldap://127.0.0.1/x", "s3://bucket/x", "javascript:alert(1)",
    "jar:http://127.0.0.1/x", "view-source:http://127.0.0.1/",
)  # fmt: skip


def urls(port: int) -> list[str]:
    """All of them as URLs that lead to this port."""
    hosts = [*PRIVATE4, *(f"[{one}]" for one in PRIVATE6 if "%" not in one), "[fe80::1%25eth0]", *WRITTEN]
    found = [f"{'https' if at % 7 == 0 else 'http'}://{host}:{port}/secret" for at, host in enumerate(hosts)]
    return [*found, f"http://127.0.0.1:{port}\\@www.nbd.com.cn/", f"http://127.0.0.1:{port}#@www.nbd.com.cn/", *SCHEMES]
