"""The store: open it, read it, write it, find things in it, prove it."""
