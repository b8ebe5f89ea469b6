"""What is asked of an answer: which of its rows, in which order, how many, in which columns."""
