"""What is written beside every change: the hash-chained log, and the digest of a batch."""
