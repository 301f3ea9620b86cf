"""The three synthetic centres and the limits of normal of their laboratories."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from registry import actions
from registry.models import Site, SiteReferenceRange

FAILURE_CENTRE, COMBINATION_CENTRE, HOSPITAL = "DEMO-A", "DEMO-B", "DEMO-GH"
SITES: Mapping[str, Mapping[str, str]] = {
    FAILURE_CENTRE: {
        "site_name": "Synthetic centre A (inotuzumab failure cohort)",
        "country": "US",
        "timezone": "America/Chicago",
    },
    COMBINATION_CENTRE: {
        "site_name": "Synthetic centre B (mini-HCVD + inotuzumab cohort)",
        "country": "US",
        "timezone": "America/Chicago",
    },
    HOSPITAL: {"site_name": "Demo General Hospital", "country": "DE", "timezone": "Europe/Berlin"},
}
# Lower and upper limit of normal by analyte, in the unit of the laboratory values.
NORMAL: Mapping[str, tuple[str, str]] = {
    "bilirubin_total": ("0.1", "1.2"),
    "ast": ("5", "40"),
    "alt": ("5", "45"),
    "creatinine": ("0.5", "1.2"),
    "platelets": ("150", "400"),
    "anc": ("1.8", "7.5"),
    "wbc": ("4", "11"),
    "hemoglobin": ("12", "16.5"),
}
VALID_FROM = date(1990, 1, 1)


def create_sites() -> dict[str, Site]:
    """The sites by their identifiers, complete with reference ranges."""
    return {site_id: _create(site_id) for site_id in SITES}


def _create(site_id: str) -> Site:
    site = Site(site_id=site_id, is_synthetic=True, **SITES[site_id])
    actions.save_record(site, by=None, complete=True)
    actions.save_records(reference_ranges(site), by=None, complete=True)
    return site


def reference_ranges(site: Site) -> list[SiteReferenceRange]:
    return [
        SiteReferenceRange(
            site=site, analyte=analyte, lln=Decimal(low), uln=Decimal(high), sex="any", valid_from=VALID_FROM
        )
        for analyte, (low, high) in NORMAL.items()
    ]
