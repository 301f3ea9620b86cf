from django.db import models

from registry import choices
from registry.fields import (
    CONDITIONAL,
    REQUIRED,
    CodeAnswer,
    CodesAnswer,
    DateAnswer,
    DecimalAnswer,
    IntegerAnswer,
    Link,
    PartialDateAnswer,
    TextAnswer,
)
from registry.models.base import PatientRecord


class SalvageRegimen(PatientRecord):
    line_type = CodeAnswer(
        "Line type",
        choices=choices.LINE_TYPE,
        needed=REQUIRED,
        help_text="The salvage line number is derived from the order of salvage regimens and disease events.",
    )
    regimen_code = CodeAnswer("Regimen", choices=choices.REGIMEN_CODE, needed=REQUIRED)
    drugs = CodesAnswer(
        "Component drugs",
        codes=choices.DRUG,
        needed=REQUIRED,
        coding=choices.ATC,
        help_text="Everything given as part of this regimen.",
    )
    start_date = PartialDateAnswer(
        "Regimen start (first dose of any component)",
        needed=REQUIRED,
        least="month",
        help_text="First dose of any component (cycle 1, day 1).",
    )
    first_ino_date = PartialDateAnswer(
        "First inotuzumab dose", needed=CONDITIONAL, when={"drugs": ("inotuzumab",)}, least="month"
    )
    status_at_start = CodeAnswer("Disease status at start", choices=choices.STATUS_AT_START, needed=REQUIRED)
    intent = CodeAnswer(
        "Treatment intent", choices=choices.INTENT, needed=REQUIRED, coding="SNOMED 373808002; 363676003"
    )
    end_date = PartialDateAnswer(
        "Regimen end", needed=CONDITIONAL, least="month", help_text="Leave empty while treatment goes on."
    )
    end_reason = CodeAnswer(
        "Reason ended",
        choices=choices.END_REASON,
        needed=CONDITIONAL,
        coding="SNOMED 266721009; 407563006; 105480006; 419620001; 399307001",
    )
    salvage_line_override = IntegerAnswer(
        "Salvage line, if it should not be the derived one",
        hard=(1, 20),
        soft=(None, 6),
        help_text="Leave empty to accept the number that the registry derives.",
    )
    salvage_line_override_reason = TextAnswer("Reason for another salvage line")

    class Meta:
        verbose_name = "regimen"
        verbose_name_plural = "regimens"
        ordering = ["start_date", "id"]
        indexes = [models.Index(fields=["regimen_code", "patient"], name="regimens_by_family")]


class Cycle(PatientRecord):
    regimen = Link("Regimen", to="registry.SalvageRegimen", needed=REQUIRED)
    cycle_number = IntegerAnswer("Cycle number", needed=REQUIRED, hard=(1, 20), soft=(None, 9))
    cycle_start = DateAnswer("Cycle day 1", needed=REQUIRED)
    planned_length_d = IntegerAnswer(
        "Planned length",
        needed=REQUIRED,
        unit="days",
        hard=(7, 120),
        help_text="Usually 21, 28, 42 or 84 days.",
    )
    hsct_candidate = CodeAnswer("HSCT candidate", choices=choices.YES_NO_UNKNOWN)

    class Meta:
        verbose_name = "cycle"
        verbose_name_plural = "cycles"
        ordering = ["cycle_start", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["regimen", "cycle_number"],
                condition=models.Q(withdrawn_at=None),
                name="cycle_number_unique",
                violation_error_message="This regimen already has a cycle with this number.",
            )
        ]


class Administration(PatientRecord):
    cycle = Link("Cycle", to="registry.Cycle", needed=REQUIRED)
    drug = CodeAnswer("Drug", choices=choices.DRUG, needed=REQUIRED, coding="ATC")
    admin_date = DateAnswer("Administration date", needed=REQUIRED)
    dose_value = DecimalAnswer("Dose", needed=REQUIRED, help_text="In the unit chosen beside.")
    dose_unit = CodeAnswer("Dose unit", choices=choices.DOSE_UNIT, needed=REQUIRED, coding="UCUM")
    dose_basis = CodeAnswer(
        "Normalisation basis",
        choices=choices.DOSE_BASIS,
        needed=REQUIRED,
        coding="SNOMED 301898006; 363804004; 1157245009 (mCODE)",
    )
    bsa_used = DecimalAnswer(
        "BSA used",
        needed=CONDITIONAL,
        when={"dose_basis": ("bsa",)},
        unit="m²",
        hard=(0.2, 3.5),
        soft=(1.2, 2.6),
    )
    actual_total = DecimalAnswer(
        "Actual dose given",
        needed=REQUIRED,
        unit="mg or ug",
        hard=(0, None),
        help_text="mg, or µg for doses per day in µg.",
    )
    route = CodeAnswer("Route", choices=choices.ROUTE, needed=REQUIRED)
    dose_modified = CodeAnswer("Dose modified", choices=choices.DOSE_MODIFIED, needed=REQUIRED)
    modification_reason = CodeAnswer(
        "Reason modified",
        choices=choices.MODIFICATION_REASON,
        needed=CONDITIONAL,
        when={"dose_modified": ("reduced", "delayed", "omitted", "stopped")},
    )

    class Meta:
        verbose_name = "administration"
        verbose_name_plural = "administrations"
        ordering = ["admin_date", "id"]
