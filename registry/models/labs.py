from registry import choices, units
from registry.fields import (
    CONDITIONAL,
    REQUIRED,
    CodeAnswer,
    DateAnswer,
    DecimalAnswer,
    IntegerAnswer,
    Link,
    MeasuredAnswer,
)
from registry.models.base import PatientRecord


class LabSnapshot(PatientRecord):
    regimen = Link("Regimen", to="registry.SalvageRegimen")
    timepoint = CodeAnswer("Timepoint", choices=choices.LAB_TIMEPOINT, needed=REQUIRED)
    sample_date = DateAnswer("Sample date", needed=REQUIRED)
    wbc = MeasuredAnswer(
        "White blood cells",
        needed=REQUIRED,
        unit="×10⁹/L",
        also_in=(units.PER_MICROLITRE,),
        hard=(0, 2000),
        soft=(0.1, 500),
        coding="LOINC 26464-8",
        help_text="Write <0.1 for a value below the limit of measurement.",
    )
    anc = MeasuredAnswer(
        "Absolute neutrophil count",
        needed=REQUIRED,
        unit="×10⁹/L",
        also_in=(units.PER_MICROLITRE,),
        hard=(0, 200),
        soft=(None, 50),
        coding="LOINC 26499-4",
    )
    platelets = MeasuredAnswer(
        "Platelets",
        needed=REQUIRED,
        unit="×10⁹/L",
        also_in=(units.PER_MICROLITRE,),
        hard=(0, 5000),
        soft=(1, 1000),
        coding="LOINC 777-3",
    )
    hemoglobin = DecimalAnswer(
        "Haemoglobin",
        unit="g/dL",
        also_in=(units.GRAMS_PER_LITRE, units.HAEMOGLOBIN_MMOL),
        hard=(1, 25),
        soft=(4, 20),
        coding="LOINC 718-7",
    )
    pb_blasts_pct = MeasuredAnswer(
        "Blasts in blood", needed=REQUIRED, unit="% of WBC", hard=(0, 100), coding="LOINC 26446-5 / 709-6"
    )
    bm_blasts_pct = MeasuredAnswer(
        "Blasts in marrow", needed=REQUIRED, unit="% nucleated cells", hard=(0, 100)
    )
    bm_sample_type = CodeAnswer("Marrow sample type", choices=choices.BM_SAMPLE_TYPE, needed=CONDITIONAL)
    bilirubin_total = DecimalAnswer(
        "Total bilirubin",
        needed=REQUIRED,
        unit="mg/dL",
        also_in=(units.BILIRUBIN_UMOL,),
        hard=(0, 80),
        soft=(None, 30),
        coding="LOINC 1975-2",
    )
    bilirubin_direct = DecimalAnswer(
        "Direct bilirubin", unit="mg/dL", also_in=(units.BILIRUBIN_UMOL,), hard=(0, 80)
    )
    ast = DecimalAnswer(
        "AST",
        needed=REQUIRED,
        unit="U/L",
        also_in=(units.MICROKATAL,),
        hard=(0, 30000),
        soft=(None, 5000),
        coding="LOINC 1920-8",
    )
    alt = DecimalAnswer(
        "ALT",
        needed=REQUIRED,
        unit="U/L",
        also_in=(units.MICROKATAL,),
        hard=(0, 30000),
        soft=(None, 5000),
        coding="LOINC 1742-6",
    )
    creatinine = DecimalAnswer(
        "Creatinine",
        unit="mg/dL",
        also_in=(units.CREATININE_UMOL,),
        hard=(0.05, 30),
        soft=(None, 10),
        coding="LOINC 2160-0",
    )
    albumin = DecimalAnswer(
        "Albumin",
        unit="g/dL",
        also_in=(units.GRAMS_PER_LITRE,),
        hard=(0.5, 7),
        soft=(1.5, 6),
        coding="LOINC 1751-7",
    )
    ldh = DecimalAnswer("LDH", unit="U/L", also_in=(units.MICROKATAL,), hard=(10, 50000), soft=(None, 10000))
    weight = DecimalAnswer(
        "Body weight", needed=CONDITIONAL, unit="kg", hard=(2, 400), soft=(35, 180), coding="LOINC 29463-7"
    )
    height = DecimalAnswer(
        "Body height", needed=CONDITIONAL, unit="cm", hard=(40, 250), soft=(140, 205), coding="LOINC 8302-2"
    )
    ecog = IntegerAnswer(
        "ECOG performance status",
        needed=CONDITIONAL,
        hard=(0, 5),
        soft=(None, 4),
        coding="LOINC 89247-1",
        help_text="0 fully active … 4 bedbound.",
    )
    karnofsky = IntegerAnswer(
        "Karnofsky performance status",
        hard=(0, 100),
        coding="LOINC 89243-0",
        help_text="Kept as given; never converted to ECOG.",
    )

    class Meta:
        verbose_name = "laboratory values"
        verbose_name_plural = "laboratory values"
        ordering = ["sample_date", "id"]
