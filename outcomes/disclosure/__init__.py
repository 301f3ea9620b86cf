"""Disclosure control: the one way by which a result leaves the tables for a reader.

A View says how its reader sees a cohort; it turns a stored result into the one that may be shown. Nothing
else of the product hands a stored result to a page, a picture, a file or an answer.
"""

from outcomes.disclosure.counts import WIDTH, Ranged
from outcomes.disclosure.rules import METHOD, REGISTRY, RULES, protected
from outcomes.disclosure.view import EXACT, ONE_SITE, PROTECTED, View, least_telling

__all__ = [
    "EXACT",
    "METHOD",
    "ONE_SITE",
    "PROTECTED",
    "REGISTRY",
    "RULES",
    "WIDTH",
    "Ranged",
    "View",
    "least_telling",
    "protected",
]
