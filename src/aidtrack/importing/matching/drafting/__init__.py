"""A layout proposed for a sheet."""
