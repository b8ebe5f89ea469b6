"""How a server is reached: over TLS by a certificate, by a service file, and the one of two hosts that takes writes."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from aidtrack.store.engine.connection import read
from conftest import Store, temporary_folder
from debian import free_port, started

OPENSSL = shutil.which("openssl")
ENVIRONMENT = 4


@dataclass(frozen=True)
class Guarded:
    """A server that speaks TLS and nothing else, the certificate it was given, and one that somebody else made."""

    port: int
    certificate: Path
    other: Path

    def url(self, options: str, hosts: str = "localhost", ports: str = "") -> str:
        return f"postgresql://postgres@/postgres?host={hosts}&port={ports or self.port}{options}"


@pytest.fixture(scope="module")
def guarded() -> Iterator[Guarded]:
    if OPENSSL is None:
        pytest.skip("no certificates here: install Debian's package openssl to test a server with TLS")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(temporary_folder()))
        folder.chmod(0o755)
        for name in ("server", "other"):
            made = (OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "7", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost", "-keyout", f"{name}.key", "-out", f"{name}.crt")  # fmt: skip
            subprocess.run(made, cwd=folder, check=True, capture_output=True)
        settings = {"ssl": "on", "ssl_cert_file": folder / "server.crt", "ssl_key_file": folder / "server.key"}
        (folder / "server.key").chmod(0o600)
        who = "hostssl all all 127.0.0.1/32 trust\nhostssl all all ::1/128 trust\n"
        server = started(stack, folder, who, settings, owned=(folder / "server.key",))
        yield Guarded(server.port, folder / "server.crt", folder / "other.crt")


def test_a_server_over_tls(guarded: Guarded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sure = f"&sslmode=verify-full&sslrootcert={guarded.certificate}"
    store = Store(guarded.url(f"&schema=sure{sure}"), "postgresql")
    store.run("init", "village add V", "fund add F --budget 9", "receipt add 9 --fund F --date 2017-01-01")
    with read(store.target) as connection:
        assert connection.value("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") is True
    assert store.json("check")["tables"][0]["rows"] == []
    for options, said in (
        ("&sslmode=disable", "no encryption"),
        (f"&sslmode=verify-full&sslrootcert={guarded.other}", "certificate verify failed"),
        (f"&sslmode=verify-full&sslrootcert={tmp_path / 'none.crt'}", "none.crt"),
    ):
        answer = Store(guarded.url(f"&schema=sure{options}"), "postgresql")("village", "list")
        assert (answer.code, said in answer.err, "Traceback" in answer.err) == (ENVIRONMENT, True, False), answer

    services = tmp_path / "services.conf"
    services.write_text(
        f"[aid]\nhost=localhost\nport={guarded.port}\nuser=postgres\ndbname=postgres\nsslmode=verify-full\nsslrootcert={guarded.certificate}\n"
    )
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    by_service = Store("postgresql://?service=aid&schema=sure", "postgresql")
    by_service.ok("village", "add", "W")
    assert [row["name"] for row in store.json("village", "list")["tables"][0]["rows"]] == ["V", "W"]
    answer = Store("postgresql://?service=other", "postgresql")("village", "list")
    assert (answer.code in (2, ENVIRONMENT), "Traceback" in answer.err) == (True, False), answer

    of_two = guarded.url(
        f"&schema=sure&target_session_attrs=read-write{sure}", "localhost,localhost", f"{free_port()},{guarded.port}"
    )
    Store(of_two, "postgresql").ok("village", "add", "X")  # the first does not answer
