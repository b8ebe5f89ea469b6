"""Grids to sheets: which line is the header, which noun a sheet holds, which column is which field."""
