"""What `report alerts` and `report quality` look for: rules, their thresholds, and the file that sets them."""
