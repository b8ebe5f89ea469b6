"""Sheets in: decode → header → checked rows → load, all or nothing."""
