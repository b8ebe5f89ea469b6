"""`aidtrack import FILE…`."""

import gc

from aidtrack.cli.command import command
from aidtrack.cli.params import argument, option
from aidtrack.cli.parts import Command
from aidtrack.cli.run import Run
from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.values.money import UNITS
from aidtrack.values.report import Report
from aidtrack.values.text import nearest_sentence, safe


class _RollBack(Exception):
    """Ends the transaction of an import that keeps nothing."""


def import_command() -> Command:
    params = [
        argument("files", t("CSV files, in any order; - is stdin."), many=True),
        option("--as", t("What every sheet holds: village, fund, spending …"), metavar="NOUN", parameter="as_"),
        option("--dry-run", t("Check everything, write nothing."), flag=True),
        option("--again", t("Import a file that was imported before once more."), flag=True),
        option("--unit", t("What plain amounts count in: {choices}.", choices=", ".join(UNITS)), metavar="UNIT"),
        option("--encoding", t("The files' encoding, where it is not seen rightly."), metavar="NAME"),
        option("--ignore-extra", t("Leave out columns that are not known."), flag=True),
        option(
            "--fill-down", t("A blank cell of these columns takes the text above (several: a,b)."), metavar="COLUMN"
        ),
        option("--allow-future", t("Accept dates after tomorrow."), flag=True),
    ]
    return command("import", t("Read sheets in, all or nothing."), params, import_files)


def import_files(
    run: Run, files: tuple[str, ...], as_: str | None, dry_run: bool, again: bool, unit: str | None,
    encoding: str | None, ignore_extra: bool, fill_down: str | None, allow_future: bool,
) -> Report:  # fmt: skip
    from aidtrack.importing import answer, decode
    from aidtrack.importing.load import Options, Outcome, load

    _require(unit, list(UNITS), t("There is no unit “{word}”.", word=safe(unit or "")))
    _require(
        encoding and encoding.lower(),
        list(decode.ENCODINGS),
        t("There is no encoding “{word}” here.", word=safe(encoding or "")),
    )
    options = Options(
        as_, unit, encoding.lower() if encoding else None, ignore_extra, again, allow_future, _fields(fill_down)
    )
    outcome: Outcome | None = None
    gc.disable()  # a load makes millions of tuples and no cycles; looking for those costs a sixth of its time
    try:
        with run.write(references_known=True) as writer:
            outcome = load(writer, files, options)
            if dry_run or not outcome.sound:
                raise _RollBack
    except _RollBack:
        pass
    finally:
        gc.enable()
    assert outcome is not None
    return answer.report(outcome, dry_run=dry_run)


def _require(word: str | None, known: list[str], sentence: str) -> None:
    if word is not None and word not in known:
        raise Usage(sentence, nearest_sentence(word, known) or t("Use one of: {choices}.", choices=", ".join(known)))


def _fields(words: str | None) -> frozenset[str]:
    """The fields that `--fill-down` names, by their Chinese or English headers."""
    from aidtrack.importing.header import plain
    from aidtrack.ledger.entry import ENTRY
    from aidtrack.nouns import NOUNS

    if not words:
        return frozenset()
    spelled = {
        plain(header): field.name
        for noun in (*NOUNS.values(), ENTRY)
        for field in noun.fields
        for header in field.headers
    }
    found = set()
    for word in words.replace("，", ",").replace("、", ",").split(","):
        if plain(word) not in spelled:
            raise Usage(
                t("There is no column “{word}” to fill down.", word=safe(word)), nearest_sentence(plain(word), spelled)
            )
        found.add(spelled[plain(word)])
    return frozenset(found)
