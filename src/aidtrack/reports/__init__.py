"""The answers: plain SQL in, a `Report` out. One file per report."""
