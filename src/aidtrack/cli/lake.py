"""`aidtrack export parquet -o DIR`: the rows of a store for tools that read many of them."""

from pathlib import Path

from aidtrack.cli.rights import TO_SHOW_NAMES
from aidtrack.cli.run import Run
from aidtrack.errors import Usage
from aidtrack.locale import t
from aidtrack.values.text import safe

NAME = "parquet"


def export(run: Run, nouns: tuple[str, ...], output: str | None) -> None:
    """Raises Usage, Refused, Environment."""
    from aidtrack.folder import put_folder, require_ours
    from aidtrack.render.parquet import files, require_library
    from aidtrack.reports.publishing.lake import parts

    if len(nouns) > 1:
        raise Usage(t("A folder of Parquet holds all."), t("Name it alone: aidtrack export {name}.", name=NAME))
    if output in (None, "-"):
        raise Usage(t("Parquet is written into a folder."), t("Give it with -o, as in -o {file}.", file="湖"))
    place = Path(str(output))
    run.require_right(TO_SHOW_NAMES)  # who may not read the names could not keep them out
    require_library()
    require_ours(place, force=run.force)
    with run.read() as connection:
        every = [*parts(connection)]
        put_folder(place, files(every))
    run.say(t("Wrote {file}: {counted}.", file=safe(str(place)), counted=t("{count} files", count=len(every))))
