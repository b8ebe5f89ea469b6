"""A password in a URL never leaves the program."""

import pytest

from aidtrack.store.engine.target import target
from conftest import Store, call
from render.shown import TEXTS

SECRET = "gehe1m-Zz9"
COMMANDS = (
    ("db", "info"),
    ("init",),
    ("village", "list"),
    ("village", "add", "V"),
    ("check",),
    ("db", "backup", "x.db"),
)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://u:{SECRET}@localhost:1/db",
        f"postgres://u:{SECRET}@localhost:1/db",
        f"postgresql+psycopg://u:{SECRET}@localhost:1/db",
        f"postgresql://localhost/db?user=u&password={SECRET}&port=1",
        f"postgresql://u:{SECRET}%zz@localhost:1/db",
        f"postgresql://u:x@{SECRET}@localhost:1/db",
        f"postgresql://u:{SECRET}/x@localhost:1/db",
        f"postgresql://u:{SECRET}@localhost:port/db",
        f"postgresql://u:{SECRET}@localhost:1/db?nonsense=1",
        f"postgresql://u:{SECRET}@[::1/db",
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_that_cannot_be_reached(url: str, command: tuple[str, ...]) -> None:
    answer = call("--db", url, "--lang", "en", *command)
    assert answer.code in (2, 4)
    assert SECRET not in answer.out + answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("url", "pasted"),
    [
        (f"postgresql://u:{SECRET}@h/aid", "postgresql://u@h/aid"),
        ("postgresql://u@h/aid?schema=lx", "postgresql://u@h/aid?schema=lx"),
        (f"postgresql://h/aid?user=u&password={SECRET}&port=1", "postgresql://h/aid?user=u&port=1"),
        (f"postgresql://h/aid?password={SECRET}", "postgresql://h/aid"),
        (f"postgresql://h/aid?port=1&sslpassword={SECRET}", "postgresql://h/aid?port=1"),
        (f"postgresql://u:x@{SECRET}@h/aid", "postgresql://u@h/aid"),
    ],
)
def test_a_command_that_goes_on_leaves_the_password_to_the_users_own_settings(url: str, pasted: str) -> None:
    assert target(url).pasted == pasted


def test_a_server_that_answers(server_store: Store) -> None:
    store = server_store
    assert store.db.startswith("postgresql://postgres:@")
    secret = Store(store.db.replace("postgres:@", f"postgres:{SECRET}@"), store.engine)
    secret.ok("village", "add", "V")
    secret.ok("fund", "add", "F", "--budget", "5")
    secret.ok("project", "add", "P", "--village", "V")
    secret.ok("allocation", "add", "5", "--fund", "F", "--project", "P")
    for command in (
        ("db", "info"),
        ("check",),
        ("report", "village", "V", "--explain"),
        ("log",),
        ("init",),
        ("batch", "list"),
    ):
        for format in TEXTS:
            answer = secret(*command, "--format", format)
            assert SECRET not in answer.out + answer.err, command
    assert secret("db", "info").out.count("***") == 1
