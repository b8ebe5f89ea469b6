"""A real browser without a window: Debian's Chromium, without network."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=3000",
)  # fmt: skip


def browse(folder: Path, *args: str) -> str:
    """What the browser prints. Says clearly where there is none."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install Debian's package chromium to test the page in a browser")
    command = [CHROMIUM, *QUIET, f"--user-data-dir={folder / 'profile'}", *args]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


def opened(page: Path, part: str = "") -> str:
    """The document of a page after its script ran; `#q=…` filters its tables, `#is=…` leaves the rows of a name."""
    return browse(page.parent, "--dump-dom", page.as_uri() + part)


def in_sight(document: str) -> dict[str, list[str]]:
    """The rows that are not hidden, by table."""
    found = {}
    for attributes, section in re.findall(r"<section([^>]*)>(.*?)</section>", document, re.DOTALL):
        rows = re.findall(r"<tr([^>]*)>(.*?)</tr>", section.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)
        name = re.search(r'id="t-(.*?)"', attributes)
        assert name is not None
        found[name[1]] = [] if "hidden" in attributes else [row for said, row in rows if "hidden" not in said]
    return found


def printed(page: Path, *, upright: bool = False) -> str:
    """The text of the page as it is printed on paper, which lies or stands."""
    from pypdf import PdfReader

    path = page.with_suffix(".pdf")
    browse(page.parent, f"--print-to-pdf={path}", "--no-pdf-header-footer", page.as_uri())
    reader = PdfReader(path)
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width), round(height)) == ((595, 842) if upright else (842, 595))  # A4
    return "\n".join(one.extract_text() for one in reader.pages)
