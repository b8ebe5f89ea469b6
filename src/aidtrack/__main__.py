"""`aidtrack`, and `python -m aidtrack`: where the program begins."""

import gc
import sys

_MADE = 50_000  # objects between two looks for garbage: a command makes many, few of them in cycles, and ends soon


def run() -> None:
    """Ctrl-C while the program is still being loaded ends it as it does later."""
    gc.set_threshold(_MADE, 50, 100)
    try:
        from aidtrack.cli.main import run as run_command
    except KeyboardInterrupt:
        sys.exit(130)
    run_command()


if __name__ == "__main__":
    run()
