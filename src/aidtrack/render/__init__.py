"""Showing an answer: one `Report`, many formats. Nothing else in aidtrack prints an answer."""
