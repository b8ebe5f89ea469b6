"""`aidtrack`, and `python -m aidtrack`: where the program begins."""

import sys


def run() -> None:
    """Ctrl-C while the program is still being loaded ends it as it does later."""
    try:
        from aidtrack.cli.main import run as run_command
    except KeyboardInterrupt:
        sys.exit(130)
    run_command()


if __name__ == "__main__":
    run()
