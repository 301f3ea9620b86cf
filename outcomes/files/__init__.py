"""Files of statistics: each module makes one format of the same printed tables."""
