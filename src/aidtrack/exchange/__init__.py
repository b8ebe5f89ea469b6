"""Sheets out: what is exported to be read back, and empty sheets to fill in."""
