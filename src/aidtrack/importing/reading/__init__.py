"""Files to grids: what a file really is, its encoding, its sheets as lines of text cells."""
