"""Finding the row that a person means by its name. Never a guess."""
