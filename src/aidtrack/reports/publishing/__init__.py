"""What is published, and what of it is never: rows as activities that every open standard is written from, and what these lack."""
