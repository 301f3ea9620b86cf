"""From results to what a page, a caption or a file says. Nothing here computes a statistic."""
