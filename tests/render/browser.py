"""A real browser without a window: Debian's Chromium, without network."""

import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

# What a PDF may hold in the place of a character of the same shape: with Noto CJK 支 is the radical ⽀, ff a ligature.
_RADICALS = "⺠民⻁虎⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⼾户"  # which NFKC leaves, or takes for others
_SAME_SHAPE = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2E80, 0x2FD6), *range(0xFB00, 0xFB07))},
    **dict(zip(map(ord, _RADICALS[::2]), _RADICALS[1::2], strict=True)),
    ord("\u2012"): "\u2013",
}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=3000",
)  # fmt: skip


@dataclass(frozen=True)
class Browser:
    """A browser that keeps its profile in a folder: the fixture `browser`."""

    program: str
    profile: Path

    def _run(self, *args: str) -> str:
        """What the browser prints."""
        command = [self.program, *QUIET, f"--user-data-dir={self.profile}", *args]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout

    def opened(self, page: Path, part: str = "", then: str = "", *, width: int = 800) -> str:
        """The document of a page after its script ran; `#q=…` filters its tables, `#is=…` leaves the rows of a name.

        `then` is a script of the test's own, run last: what a person would click. The window is `width` pixels wide.
        """
        if then:
            text = page.read_text("utf-8").replace("</body>", f"<script>{then}</script></body>")
            page = page.with_name(f"then-{page.name}")
            page.write_text(text, "utf-8")
        return self._run(f"--window-size={width},900", "--dump-dom", page.as_uri() + part)

    def printed(self, page: Path, *, upright: bool = False) -> str:
        """The text of the page as it is printed on paper, which lies or stands, all of it within the edges."""
        from pypdf import PdfReader

        path = page.with_suffix(".pdf")
        self._run(f"--print-to-pdf={path}", "--no-pdf-header-footer", page.as_uri())
        reader = PdfReader(path)
        width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
        assert (round(width), round(height)) == ((595, 842) if upright else (842, 595))  # A4
        texts = []
        for one in reader.pages:
            rights: list[float] = []

            def seen(
                text: str, cm: list[float], tm: list[float], _: object, __: object, rights: list[float] = rights
            ) -> None:
                if text.strip():
                    rights.append(tm[4] * cm[0] + cm[4])

            texts.append(one.extract_text(visitor_text=seen))
            assert max(rights, default=0) < width
        return "\n".join(texts).translate(_SAME_SHAPE)


def in_sight(document: str) -> dict[str, list[str]]:
    """The rows that are not hidden, by table."""
    found = {}
    for attributes, section in re.findall(r"<section([^>]*)>(.*?)</section>", document, re.DOTALL):
        rows = re.findall(r"<tr([^>]*)>(.*?)</tr>", section.partition("<tbody>")[2].partition("</tbody>")[0], re.DOTALL)
        name = re.search(r'id="t-(.*?)"', attributes)
        assert name is not None
        found[name[1]] = [] if "hidden" in attributes else [row for said, row in rows if "hidden" not in said]
    return found


def printed_bars(page: Path, color: str) -> int:
    """How many rectangles of a color (`r g b` as a PDF writes it) are on the paper that `Browser.printed` made."""
    from pypdf import PdfReader

    rectangles = re.compile(rf"{re.escape(color)} rg\n(?:/\w+ gs\n)?((?:[0-9. ]+ re\nf\n)+)")
    contents = [one.get_contents() for one in PdfReader(page.with_suffix(".pdf")).pages]
    texts = [content.get_data().decode("latin-1") for content in contents if content is not None]
    return sum(run.count(" re\n") for text in texts for run in rectangles.findall(text))
