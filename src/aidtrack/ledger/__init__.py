"""What money may do: the kinds of entry and the rules that guard them."""
