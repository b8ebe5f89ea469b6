"""Checked rows to the store: one transaction, judged as a whole; what was refused, and the answer."""
