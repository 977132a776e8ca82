"""Assembles, starts and ends Elasticsearch nodes on loopback. Needs a JDK 17 and Maven."""

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
FAST_START = (
    *("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
    *("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote"),
)
"""A node lives for some minutes: the best code, the parallel collector and the proof of its classes cost it more."""
PATIENCE = 180
"""Seconds a node may take to answer."""
_MODULE = "transport-netty4"


class Unassembled(Exception):
    """Why there can be no node here."""


def assemble(home: Path) -> None:
    """Fetch what nodes run: jars from Maven Central, the HTTP module, our own start. Raises Unassembled."""
    for tool, package in (("javac", "openjdk-17-jdk-headless"), ("mvn", "maven")):
        if shutil.which(tool) is None:
            raise Unassembled(f"no real Elasticsearch: {tool} is missing (Debian: apt install {package})")
    library, module = home / "lib", home / "modules" / _MODULE
    module.mkdir(parents=True, exist_ok=True)
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
    compiled = subprocess.run(
        ["javac", "-proc:none", "-cp", f"{library}/*", "-d", home / "classes", HERE / "Server.java"],
        capture_output=True,
        text=True,
        check=False,
    )
    if compiled.returncode:
        raise Unassembled(f"no real Elasticsearch: its start cannot be compiled: {compiled.stderr[-300:]}")


def lay_out(assembled: Path, home: Path) -> Path:
    """A home of one node's own, over what was assembled for all."""
    for folder in ("config", "plugins", "data", "logs"):
        (home / folder).mkdir(parents=True)
    for shared in ("modules", "lib", "classes"):
        (home / shared).symlink_to(assembled / shared)
    (home / "config" / "log4j2.properties").write_text("status = error\nrootLogger.level = off\n")
    return home


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

    def kill(self) -> None:
        """End it as a power cut would: nothing is written any more."""
        self.process.kill()
        self.process.wait()

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


def start(home: Path, ends_with: int = subprocess.PIPE) -> Node:
    """Start the node of a home and wait until it answers; `ends_with`: what it reads as long as it lives.

    Raises Unassembled.
    """
    node = launch(home, _free_port(), _free_port(), {"discovery.type": "single-node"}, ends_with=ends_with)
    wait(node, home, "/_cluster/health")
    return node


def start_cluster(assembled: Path, folder: Path, size: int) -> list[Node]:
    """Start nodes with homes in a folder; wait until they are one cluster. Raises Unassembled."""
    ports = [(_free_port(), _free_port()) for _ in range(size)]
    together = {
        "cluster.initial_master_nodes": [f"node{number}" for number in range(size)],
        "discovery.seed_hosts": [f"127.0.0.1:{transport}" for _, transport in ports],
        # A killed process closes its connections; its shards need not wait a minute for it.
        "cluster.fault_detection.leader_check.interval": "200ms",
        "cluster.fault_detection.follower_check.interval": "200ms",
    }
    nodes = []
    for number, (http, transport) in enumerate(ports):
        own = lay_out(assembled, folder / f"node{number}")
        nodes.append(launch(own, http, transport, {"node.name": f"node{number}", **together}, heap="384m"))
    for number, node in enumerate(nodes):
        wait(node, folder / f"node{number}", f"/_cluster/health?wait_for_nodes={size}&timeout=1s")
    return nodes


def launch(
    home: Path,
    port: int,
    transport: int,
    more: dict[str, object],
    heap: str = HEAP,
    ends_with: int = subprocess.PIPE,
) -> Node:
    """Start a node; it does not answer yet."""
    options = {
        "cluster.name": "aftershock-tests",
        "node.name": "test",
        "network.host": "127.0.0.1",
        "http.port": port,
        "transport.port": transport,
        **more,
        "path.data": str(home / "data"),
        "path.logs": str(home / "logs"),
        "cluster.routing.allocation.disk.threshold_enabled": False,
    }
    lines = [f"{key}: {json.dumps(value)}\n" for key, value in options.items()]
    (home / "config" / "elasticsearch.yml").write_text("".join(lines))
    log = (home / "node.log").open("wb")
    process = subprocess.Popen(
        ["java", f"-Xms{heap}", f"-Xmx{heap}", *FAST_START, "-cp", f"{home}/classes:{home}/lib/*", "Server", home],
        stdin=ends_with,
        stdout=log,
        stderr=log,
        env={key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "JAVA_HOME", "LANG")},
    )
    return Node(f"http://127.0.0.1:{port}", process, log)


def wait(node: Node, home: Path, path: str) -> None:
    """Wait until a path is answered well. Raises Unassembled."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and node.process.poll() is None:
        try:
            with urllib.request.urlopen(node.url + path, timeout=3) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    node.stop()
    raise Unassembled(f"no real Elasticsearch: the node did not start: {(home / 'node.log').read_text()[-500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
