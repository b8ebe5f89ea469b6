"""aidtrack.toml: where it is looked for, what it may say, and what is said of one that is wrong."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from aidtrack.errors import Environment, Usage
from aidtrack.locale import languages, spoken, use
from aidtrack.manual import page
from aidtrack.phrase import Word
from aidtrack.reports.alerting.kinds import KINDS
from aidtrack.reports.alerting.settings import FILE, Limits, limits
from aidtrack.reports.alerting.thresholds import THRESHOLDS
from aidtrack.store.engine.target import Target
from conftest import Store
from reports.healthy import DAY, FUND, alerted, healthy, kinds


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The current folder is not the store's."""
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    use("en")


def read(folder: Path, text: str | bytes) -> Limits:
    (folder / "there" / FILE).write_bytes(text if isinstance(text, bytes) else text.encode())
    return limits(Target(folder / "there" / "aid.db", None), KINDS)


def test_beside_the_store_then_in_the_current_folder_then_the_defaults(tmp_path: Path) -> None:
    beside, server = Target(tmp_path / "there" / "aid.db", None), Target(None, "postgresql://u@h/d")
    defaults = {key: one.default for key, one in THRESHOLDS.items()}
    for target in (beside, server):
        found = limits(target, KINDS)
        assert (found.values, found.off, found.file) == (defaults, (), None)
    (tmp_path / "here" / FILE).write_text("[alerts]\nidle_years = 3\n")
    assert [limits(target, KINDS).values["idle_years"] for target in (beside, server)] == [3, 3]
    (tmp_path / "there" / FILE).write_text("[alerts]\nidle_years = 4\n")
    assert [limits(target, KINDS).values["idle_years"] for target in (beside, server)] == [4, 3]
    assert limits(beside, KINDS).file == str(tmp_path / "there" / FILE)


def test_what_it_may_say(tmp_path: Path) -> None:
    found = read(tmp_path, '\ufeff[alerts]\noff = ["no_notice"]\nover_plan_percent = 12.5\ndisbursed_days = 0\n')
    assert (found.values["over_plan_percent"], found.values["disbursed_days"]) == (Decimal("12.5"), 0)
    assert found.off == {"no_notice"}
    assert read(tmp_path, "").values["idle_years"] == 1


WRONG = (
    ("[alerts]\nidle_year = 1\n", "There is no setting “idle_year”.", "Did you mean “idle_years”?"),
    ("[alerts]\nxyz = 1\n", "There is no setting “xyz”.", "Use one of: behind_points, "),
    ("[alert]\n", "There is no table “alert”.", "Did you mean “alerts”?"),
    ("alerts = 1\n", "“alerts” is no table.", "[alerts]"),
    ("[alerts]\nidle_years = '1'\n", "“idle_years” cannot be 1.", "a whole number from 0 to 100."),
    ("[alerts]\nidle_years = true\n", "“idle_years” cannot be True.", "a whole number"),
    ("[alerts]\nidle_years = 1.5\n", "“idle_years” cannot be 1.5.", "a whole number"),
    ("[alerts]\nidle_years = -1\n", "“idle_years” cannot be -1.", "from 0 to 100."),
    ("[alerts]\ndisbursed_days = 99999999999999999999\n", "cannot be 99999999999999999999.", "36500"),
    ("[alerts]\nbehind_points = nan\n", "“behind_points” cannot be NaN.", "a number from 0 to 100."),
    ("[alerts]\nbehind_points = inf\n", "“behind_points” cannot be Infinity.", "from 0 to 100."),
    ("[alerts]\nbehind_points = 2018-01-01\n", "cannot be 2018-01-01.", "a number"),
    ("[alerts]\noff = 'idle'\n", "“off” is no list", "off = ["),
    ("[alerts]\noff = ['idel']\n", "There is no kind of alert “idel”.", "Did you mean “idle”?"),
    ("[alerts]\noff = [1]\n", "“off” is no list", "off = ["),
    ("[alerts]\nidle_years = 1\nidle_years =\n", "line 3 is not TOML.", "idle_years = 1"),
    ("[alerts]\noff = [", "line 2 is not TOML.", "idle_years = 1"),
    (b"[alerts]\n# \xb9\xab\xca\xbe\n", "is no UTF-8 text.", "Save it as UTF-8."),
    ("[alerts]\noff = " + "[" * 5000, "is nested too deeply.", ""),
    ("[alerts]\n\"\\u001b[31m\" = 1\n", "There is no setting “\\x1b[31m”.", "Use one of"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "problem", "remedy"), WRONG, ids=[problem for _, problem, _ in WRONG])
def test_what_is_wrong_is_said_with_what_to_do(tmp_path: Path, text: str | bytes, problem: str, remedy: str) -> None:
    with pytest.raises(Usage) as error:
        read(tmp_path, text)
    said = [spoken(sentence) for sentence in error.value.args]
    assert FILE in said[0] and problem in said[0]
    assert remedy in " ".join(said[1:])


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "here" / FILE).mkdir()
    with pytest.raises(Environment):
        limits(Target(None, "postgresql://u@h/d"), KINDS)


@pytest.mark.parametrize("language", languages())
def test_the_manual_shows_every_threshold_with_its_default(language: str) -> None:
    sample = page(Word("alerts", "预警"), language).text.split("```toml", 1)[1].split("```", 1)[0]
    table = tomllib.loads(sample)["alerts"]
    assert table.pop("off") == []
    assert table == {key: one.default for key, one in THRESHOLDS.items()}


def test_the_file_moves_what_is_alerted(file_store: Store, tmp_path: Path) -> None:
    healthy(file_store, tmp_path)
    file = Path(file_store.db).with_name(FILE)
    for limit, found in (("idle_years = 0\nidle_long_years = 1", ["idle", "idle"]), ("behind_points = 0", [])):
        file.write_text(f"[alerts]\n{limit}\n")
        assert kinds(alerted(file_store)) == found
    file_store.ok("fund", "edit", FUND, "--idle-from", "2016-01")
    assert kinds(alerted(file_store)) == ["idle_long"]
    file.write_text("[alerts]\noff = ['idle_long']\n")
    answer = file_store.ok("report", "alerts", "--as-of", DAY)
    assert "0 hints" in answer.out and "Not looked for: idle_long." in answer.out and str(file) in answer.out
    for report in ("alerts", "quality", "thresholds"):
        file.write_text("[alerts]\nidle_year = 1\n")
        answer = file_store("report", report, lang="zh")
        assert (answer.code, answer.out) == (2, "")
        assert answer.err == f"{file}:没有「idle_year」这个设置。\n是不是「idle_years」?\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_thresholds_in_force_are_shown_with_their_sources(file_store: Store, lang: str) -> None:
    file = Path(file_store.db).with_name(FILE)
    file.write_text("[alerts]\nover_plan_percent = 12.5\noff = ['no_notice']\n")
    answer = file_store.ok("report", "thresholds", "--format", "json", lang=lang)
    rows = {row["name"]: row for row in answer.rows("thresholds")}
    assert list(rows) == list(THRESHOLDS)
    assert (rows["over_plan_percent"]["value"], rows["over_plan_percent"]["default"]) == ("12.5", "10")
    assert all(row["source"] and row["meaning"] for row in rows.values())
    assert ("财政" if lang == "zh" else "fiscal") in rows["year_end_balance_percent"]["source"]
    kinds_ = {row["kind"]: row for row in answer.rows("kinds")}
    assert (kinds_["no_notice"]["state"], kinds_["idle"]["state"]) == ("off", "on")
    assert "12.5%" in kinds_["over_plan"]["rule"]
    assert str(file) in file_store.ok("report", "thresholds", lang=lang).out
