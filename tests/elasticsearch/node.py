"""Assembles, starts and ends one Elasticsearch node on loopback. Needs a JDK 17 and Maven."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HERE = Path(__file__).parent
HEAP = "512m"
PATIENCE = 90
"""Seconds a node may take to answer."""
_MODULE = "transport-netty4"


class Unassembled(Exception):
    """Why there can be no node here."""


def assemble(home: Path) -> None:
    """Lay out a node's home: jars from Maven Central, the HTTP module, a configuration. Raises Unassembled."""
    for tool, package in (("javac", "openjdk-17-jdk-headless"), ("mvn", "maven")):
        if shutil.which(tool) is None:
            raise Unassembled(f"no real Elasticsearch: {tool} is missing (Debian: apt install {package})")
    library, module = home / "lib", home / "modules" / _MODULE
    module.mkdir(parents=True)
    for folder in ("config", "plugins", "data", "logs"):
        (home / folder).mkdir()
    fetched = subprocess.run(
        ["mvn", "-q", "-B", "-f", HERE / "pom.xml", "dependency:copy-dependencies", f"-DoutputDirectory={library}"],
        capture_output=True,
        text=True,
        check=False,
    )
    if fetched.returncode:
        raise Unassembled(f"no real Elasticsearch: Maven could not fetch it: {fetched.stdout.strip()[-300:]}")
    for jar in [*library.glob("netty-*.jar"), *library.glob(f"{_MODULE}-*.jar")]:
        jar.rename(module / jar.name)
    (module / "plugin-descriptor.properties").write_text(_descriptor(module))
    (home / "config" / "log4j2.properties").write_text("status = error\nrootLogger.level = off\n")


def _descriptor(module: Path) -> str:
    (jar,) = module.glob(f"{_MODULE}-*.jar")
    with zipfile.ZipFile(jar) as archive:
        told = archive.read(f"META-INF/es-plugins/{_MODULE}/plugin-descriptor.properties").decode()
    # On the class path a module has no module name.
    return "\n".join(line for line in told.splitlines() if not line.startswith("modulename"))


@dataclass
class Node:
    """A running node."""

    url: str
    process: subprocess.Popen[bytes]
    log: IO[bytes]

    def stop(self) -> None:
        """End it, and wait until it has."""
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def start(home: Path) -> Node:
    """Start the node of an assembled home and wait until it answers. Raises Unassembled."""
    port = _free_port()
    options = {
        "cluster.name": "aftershock-tests",
        "node.name": "test",
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": _free_port(),
        "discovery.type": "single-node",
        "path.data": str(home / "data"),
        "path.logs": str(home / "logs"),
        "cluster.routing.allocation.disk.threshold_enabled": False,
    }
    lines = [f"{key}: {json.dumps(value)}\n" for key, value in options.items()]
    (home / "config" / "elasticsearch.yml").write_text("".join(lines))
    log = (home / "node.log").open("wb")
    process = subprocess.Popen(
        ["java", f"-Xms{HEAP}", f"-Xmx{HEAP}", "-cp", f"{home}/lib/*", HERE / "Server.java", home],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        env={key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "JAVA_HOME", "LANG")},
    )
    node = Node(f"http://127.0.0.1:{port}", process, log)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{node.url}/_cluster/health", timeout=2):
                return node
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    node.stop()
    raise Unassembled(f"no real Elasticsearch: the node did not start: {(home / 'node.log').read_text()[-500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
