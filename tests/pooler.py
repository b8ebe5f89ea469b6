"""A store that is reached through Debian's PgBouncer, in transaction mode."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import sleep
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from conftest import Store, temporary_folder

POOLER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")


@contextmanager
def behind_a_pooler(store: Store, sessions: int) -> Iterator[Store]:
    """The same store, for as long as the block runs. Says so, and passes over, where there is no pooler."""
    if POOLER is None:
        pytest.skip("no PgBouncer here: install Debian's package pgbouncer to test what is behind a pooler")
    parts = urlsplit(store.db)
    host = parse_qs(parts.query)["host"][0]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(temporary_folder()))
        folder.chmod(0o755)
        (folder / "pooler.ini").write_text(
            f"[databases]\n* = host={host} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
            f"auth_type = any\npool_mode = transaction\ndefault_pool_size = {sessions}\n"
        )
        owner = Path(host).owner()
        running = stack.enter_context(
            subprocess.Popen(
                [POOLER, str(folder / "pooler.ini")],
                user=owner if owner != Path.home().owner() else None,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        stack.callback(running.kill)
        url = f"postgresql://postgres@127.0.0.1:{port}{parts.path}"
        for _ in range(200):
            try:
                psycopg.Connection.connect(url).close()
                break
            except psycopg.OperationalError:
                assert running.poll() is None
                sleep(0.05)
        # The tests' own pool would keep statements prepared, in sessions that are no longer its own.
        stack.enter_context(pytest.MonkeyPatch.context()).setattr(psycopg, "connect", psycopg.Connection.connect)
        yield Store(url, "postgresql")
