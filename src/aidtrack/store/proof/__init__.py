"""Proving the store: everything kept twice compared, every rule judged anew, the log verified; backup and its way back."""
