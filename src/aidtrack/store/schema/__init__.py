"""What the store is made of: tables, the migrations that bring them about, the guards and views upon them."""
