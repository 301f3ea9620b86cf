"""Limits of a dose by drug and unit, for the checks L01 and L02.

Source: reference doses of the registry's data standard (labels of inotuzumab and blinatumomab; mini-HCVD).
Every dose is above 0; an upper hard limit is impossible to exceed, outside a soft one the site confirms.
"""

from registry.edit_checks.chart import Limits

DOSE_LIMITS: dict[tuple[str, str], Limits] = {
    ("inotuzumab", "mg/m2"): Limits(hard_max=3.0, soft_min=0.3, soft_max=1.8),
    ("blinatumomab", "ug/day"): Limits(hard_max=60.0),
    ("vincristine", "mg"): Limits(hard_max=4.0, soft_min=2.0, soft_max=2.0),
    ("cytarabine", "g/m2"): Limits(hard_max=4.0),
    ("cytarabine", "mg/m2"): Limits(hard_max=4000.0),
}

# The amount given in mg (µg for blinatumomab) that one unit of dose per m² makes.
AMOUNT_PER_DOSE = {"mg/m2": 1.0, "g/m2": 1000.0, "ug/m2/day": 1.0}
LARGEST_DEVIATION = 0.10
