"""Where the store lives: which one is meant, a connection that reads, a transaction that writes, what a driver's error means."""
