"""Public notices 公示: what is posted on a village's wall, of projects or of a fund."""
