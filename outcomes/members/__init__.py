"""Whom a count counts: from a number on a page to the patients behind it."""

from outcomes.members.columns import keys_of_rows
from outcomes.members.counts import count_of, counts_in
from outcomes.members.finding import places_of
from outcomes.members.keys import Key

__all__ = ["Key", "count_of", "counts_in", "keys_of_rows", "places_of"]
