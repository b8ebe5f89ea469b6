"""Sheets with several columns of amounts: what is taken of them, and as what."""
