"""`python -m aidtrack` is `aidtrack`."""

from aidtrack.cli.main import run

if __name__ == "__main__":
    run()
