"""Recording: nouns, entries, batches and what takes them back, settings, steps, the files of documents."""
