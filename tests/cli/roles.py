"""A store on a server, and roles that log in there."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from conftest import Server, Store
from proofs.commands import SHEET

_numbers = count()


@dataclass
class Office:
    """A store on a server, and roles that log in there."""

    store: Store
    server: Server

    def role(self, word: str | None = None) -> str:
        """A new role, granted this."""
        name = f"role_{next(_numbers)}"
        self.server.execute(f"CREATE ROLE {name} LOGIN")
        if word is not None:
            self.store.ok("db", "grant", name, "--as", word)
        return name

    def url(self, role: str) -> str:
        return self.store.db.replace("//postgres:", f"//{role}:")

    def as_(self, role: str) -> Store:
        return Store(self.url(role), "postgresql")


@pytest.fixture
def office(server: Server, server_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A village, a fund with money, a project, a household, an import; files that commands name lie in the current folder."""
    monkeypatch.chdir(tmp_path)
    server_store.run(
        "village add V", "fund add F --budget 100000", "project add P --village V", "household add 1 --village V --head 张三丰",
        "document add D", "receipt add 1000 --fund F --date 2017-01-01", "allocation add 500 --fund F --project P --date 2017-01-02",
    )  # fmt: skip
    server_store.take(tmp_path, {"支出": SHEET})
    Path("命令.txt").write_text("spending add 3 --fund F --project P --date 2017-07-01 --allow-duplicates\n", "utf-8")
    Path("布局.toml").write_text('unit = "元"\n', "utf-8")
    return Office(server_store, server)
