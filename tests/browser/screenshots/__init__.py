"""The pictures of the user guide, taken from the running registry."""
