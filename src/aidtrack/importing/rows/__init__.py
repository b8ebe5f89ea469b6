"""Sheets to checked rows: cells as values, totals told apart, names looked up."""
