"""A collection is filled here: the rows of what offices hand over, put as they are, for they were judged at home."""
