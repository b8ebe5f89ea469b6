"""The total rows of a sheet: told apart, and checked."""
