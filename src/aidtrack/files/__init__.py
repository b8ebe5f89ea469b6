"""Files that are written: whole or untouched, in their places, with their rights; what lies there already is asked of first."""
