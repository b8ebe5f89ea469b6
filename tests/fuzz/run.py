"""Fuzzing by hand: what reads strangers' bytes is fed mutated ones, for so many seconds each. Needs `pip install atheris`:

    python tests/fuzz/run.py [--seconds 60] [--only amount] [--folder DIR]

Targets (targets.py): bundle (a member of what is handed over, signed anew), sheet (encoding, CSV, JSON, header, cells), amount, date, header, book (a workbook's preflight),
layout and settings (TOML), script (the lines of batch run), baseline (JSON), backup (what db restore is handed).
Ends with 1 where one raised what it may not, or took ten seconds; its bytes are then shown and stand in DIR, where what
mutation learned is kept for another run. What was found becomes an example of an ordinary test.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
try:
    import atheris
except ImportError:
    sys.exit("This needs atheris (Linux, wheels for Python 3.11 to 3.13): pip install atheris")

with atheris.instrument_imports(include=["aidtrack"]) if "--target" in sys.argv else nullcontext():
    from fuzz.targets import TARGETS

from tabulate import tabulate

SLOW = 10  # seconds of one input
_RUNS = re.compile(r"Done (\d+) runs|#(\d+)\t")


def fuzz(name: str, seconds: int, folder: Path) -> None:
    """Never returns: libFuzzer ends the process itself."""
    target = TARGETS[name]
    for number, seed in enumerate(target.seeds):
        (folder / f"seed{number}").write_bytes(seed)
    words = folder.with_suffix(".words")
    words.write_text(
        "".join('"{}"\n'.format("".join(f"\\x{byte:02x}" for byte in word.encode())) for word in target.words)
    )
    options = (
        f"-max_total_time={seconds}",
        f"-timeout={SLOW}",
        f"-dict={words}",
        "-max_len=4096",
        "-rss_limit_mb=1024",
    )
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={folder}-", str(folder)], target.run)
    atheris.Fuzz()


def report(name: str, seconds: int, folder: Path) -> tuple[str, str, str]:
    """Fuzz one target in a process of its own: its name, how often it ran, what it found."""
    folder.mkdir(parents=True, exist_ok=True)
    words = (sys.executable, __file__, "--target", name, "--seconds", str(seconds), "--folder", str(folder))
    with tempfile.TemporaryDirectory() as scratch:  # the process ends without tidying up
        environment = {**os.environ, "TMPDIR": scratch}
        done = subprocess.run(words, capture_output=True, text=True, errors="replace", check=False, env=environment)
    said = done.stdout + done.stderr
    runs = [int(done or at) for done, at in _RUNS.findall(said)]
    if done.returncode == 0:
        return name, f"{max(runs):,}", "nothing"
    print(said[-4000:])
    for path in sorted(folder.parent.glob(f"{name}-*")):
        print(f"{path}: {path.read_bytes()!r}")
    return name, f"{max(runs, default=0):,}", f"exit {done.returncode}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", choices=TARGETS, action="append")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--target", choices=TARGETS, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.target:
        fuzz(asked.target, asked.seconds, asked.folder)
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="aidtrack-fuzz-"))
    found = []
    for name in asked.only or TARGETS:
        print(f"… {name}, {asked.seconds} s", file=sys.stderr, flush=True)
        found.append(report(name, asked.seconds, folder / name))
    print(tabulate(found, ("target", "runs", "found"), tablefmt="github", disable_numparse=True))
    sys.exit(any(result != "nothing" for _, _, result in found))


if __name__ == "__main__":
    main()
