from datetime import date
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from registry import choices
from registry.fields import CONDITIONAL, REQUIRED, CodeAnswer, DateAnswer, DecimalAnswer, TextAnswer
from registry.models.base import Record


def known_timezone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(f"“{name}” is not a time zone. Write it as Europe/Berlin or America/Chicago.")


class Site(Record):
    site_id = TextAnswer("Site identifier", needed=REQUIRED)
    site_name = TextAnswer("Site name", needed=REQUIRED)
    country = TextAnswer(
        "Country",
        needed=REQUIRED,
        max_length=2,
        coding="ISO 3166-1",
        help_text="Two letters, such as DE or US.",
    )
    timezone = TextAnswer(
        "Site time zone",
        needed=REQUIRED,
        default="UTC",
        validators=[known_timezone],
        help_text="Such as Europe/Berlin; decides what “today” is.",
    )
    cibmtr_ccn = TextAnswer("CIBMTR centre number")
    ebmt_cic = TextAnswer("EBMT centre identification code")
    is_synthetic = models.BooleanField("Synthetic patients only", default=False)

    class Meta:
        verbose_name = "site"
        verbose_name_plural = "sites"
        ordering = ["site_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site_id"],
                name="site_id_unique",
                violation_error_message="This site identifier is taken.",
            )
        ]

    def __str__(self) -> str:
        return self.site_name or self.site_id or "New site"

    def today(self) -> date:
        """The calendar day at the site, which decides whether a date lies in the future."""
        return timezone.now().astimezone(ZoneInfo(self.timezone or "UTC")).date()


class SiteReferenceRange(Record):
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="reference_ranges")
    analyte = CodeAnswer("Analyte", choices=choices.ANALYTE, needed=REQUIRED)
    lln = DecimalAnswer("Lower limit of normal", needed=CONDITIONAL, unit="as analyte", hard=(0, None))
    uln = DecimalAnswer("Upper limit of normal", needed=REQUIRED, unit="as analyte", hard=(0, None))
    sex = CodeAnswer("Applies to sex", choices=choices.APPLIES_TO_SEX, needed=REQUIRED)
    valid_from = DateAnswer("Valid from", needed=REQUIRED)
    valid_to = DateAnswer("Valid to")

    class Meta:
        verbose_name = "reference range"
        verbose_name_plural = "reference ranges"
