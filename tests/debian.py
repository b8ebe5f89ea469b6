"""Servers of Debian's PostgreSQL, of which no cluster is made: each runs in a folder of its own, as somebody who may."""

import os
import shutil
import socket
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

_INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
_OWNER = "postgres" if os.name == "posix" and os.geteuid() == 0 else None  # root may run no server


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True)
class Debian:
    """A server of which `folder` holds everything; `port` is where it listens on localhost."""

    folder: Path
    port: int

    def start(self) -> None:
        self._control("start")

    def stop(self) -> None:
        self._control("stop", "-m", "immediate")

    def _control(self, *words: str) -> None:
        _quietly(self.folder, _INSTALLED[-1], "-D", self.folder / "data", "-w", *words)


def started(
    stack: ExitStack, folder: Path, who: str, settings: Mapping[str, object], owned: tuple[Path, ...] = ()
) -> Debian:
    """A server that runs until the stack ends; `who` are the lines that say who may log in how, `owned` files are given to whom it runs as.

    Says so, and passes over, where there is none.
    """
    if not _INSTALLED:
        pytest.skip("no server that is more than pip's: install Debian's package postgresql to test it")
    folder.chmod(0o755)
    (data := folder / "data").mkdir(mode=0o700)
    if _OWNER:
        for one in (data, *owned):
            shutil.chown(one, _OWNER)
    _quietly(folder, _INSTALLED[-1].parent / "initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C", "-A", "reject", "-N")  # fmt: skip
    (data / "pg_hba.conf").write_text(who)
    made = Debian(folder, free_port())
    usual = {"port": made.port, "listen_addresses": "localhost", "unix_socket_directories": "", "fsync": "off"}
    with (data / "postgresql.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in (usual | {**settings}).items())
    made.start()
    stack.callback(_stopped, made)
    return made


def _stopped(server: Debian) -> None:
    if (server.folder / "data" / "postmaster.pid").exists():
        server.stop()


def _quietly(folder: Path, *words: object) -> None:
    subprocess.run([str(word) for word in words], check=True, user=_OWNER, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
