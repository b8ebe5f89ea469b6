"""What one office hands over to another: bytes in, checked content out. Nothing here knows a store."""
