from registry import choices, units
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
)
from registry.models.base import PatientRecord


class VOD(PatientRecord):
    linked_regimen = Link("Regimen", to="registry.SalvageRegimen")
    transplant = Link("Transplant", to="registry.Transplant")
    onset_date = PartialDateAnswer(
        "VOD/SOS onset", needed=REQUIRED, coding="SNOMED 65617004; NCIt C26793", least="month"
    )
    relation = CodeAnswer("Relation to HCT", choices=choices.VOD_RELATION, needed=REQUIRED)
    first_symptom_date = PartialDateAnswer("First symptom or sign", needed=REQUIRED, least="month")
    bilirubin_max = DecimalAnswer(
        "Peak bilirubin",
        needed=REQUIRED,
        unit="mg/dL",
        also_in=(units.BILIRUBIN_UMOL,),
        hard=(0, 80),
        soft=(2, 30),
    )
    bilirubin_doubling_48h = CodeAnswer(
        "Bilirubin doubled in 48 h", choices=choices.YES_NO_UNKNOWN, needed=REQUIRED
    )
    painful_hepatomegaly = CodeAnswer("Painful hepatomegaly", choices=choices.YES_NO_UNKNOWN, needed=REQUIRED)
    ascites = CodeAnswer("Ascites", choices=choices.YES_NO_UNKNOWN, needed=REQUIRED)
    weight_gain_pct = DecimalAnswer(
        "Weight gain from baseline", needed=REQUIRED, unit="%", hard=(-20, 60), soft=(None, 25)
    )
    doppler_evidence = CodeAnswer(
        "Ultrasound / haemodynamic evidence", choices=choices.YES_NO_NOT_DONE, needed=REQUIRED
    )
    elastography_kpa = DecimalAnswer("Liver stiffness", unit="kPa", hard=(1, 75))
    biopsy_proven = CodeAnswer("Histologically proven", choices=choices.YES_NO_NOT_DONE, needed=REQUIRED)
    hvpg = DecimalAnswer(
        "Hepatic venous pressure gradient",
        unit="mmHg",
        hard=(0, 50),
        help_text="10 mmHg or more supports proven VOD/SOS.",
    )
    transaminase_xuln = DecimalAnswer(
        "Peak transaminase", needed=REQUIRED, unit="× ULN", hard=(0, 500), soft=(None, 100)
    )
    creatinine_x_baseline = DecimalAnswer(
        "Peak creatinine", needed=REQUIRED, unit="× baseline", hard=(0, 50), soft=(None, 10)
    )
    mod = CodeAnswer("Multi-organ dysfunction (SOFA)", choices=choices.YES_NO_UNKNOWN, needed=REQUIRED)
    risk_factor_count = IntegerAnswer("VOD risk factors", hard=(0, 20), soft=(None, 10))
    defibrotide_start = DateAnswer("Defibrotide start")
    outcome = CodeAnswer("Outcome", choices=choices.VOD_OUTCOME, needed=REQUIRED)

    class Meta:
        verbose_name = "VOD/SOS"
        verbose_name_plural = "VOD/SOS"
        ordering = ["onset_date", "id"]


class AdverseEvent(PatientRecord):
    term = CodeAnswer(
        "CTCAE term", choices=choices.EVENT_TERM, needed=REQUIRED, coding="MedDRA LLT (licensed)"
    )
    ctcae_version = CodeAnswer(
        "CTCAE version",
        choices=choices.CTCAE_VERSION,
        needed=REQUIRED,
        help_text="Versions are never pooled.",
    )
    grade = IntegerAnswer("Grade", needed=REQUIRED, hard=(1, 5))
    onset_date = PartialDateAnswer("Onset", needed=REQUIRED, least="month")
    resolution_date = PartialDateAnswer(
        "Resolution", needed=CONDITIONAL, when={"outcome": ("resolved", "sequelae", "fatal")}, least="month"
    )
    outcome = CodeAnswer("Outcome", choices=choices.EVENT_OUTCOME, needed=REQUIRED)
    serious = CodeAnswer("Serious", choices=choices.YES_NO, needed=REQUIRED)
    relatedness = CodeAnswer("Attribution", choices=choices.RELATEDNESS, needed=REQUIRED)
    suspect_drug = CodesAnswer(
        "Suspect drug",
        codes=choices.DRUG,
        needed=CONDITIONAL,
        when={"relatedness": ("possible", "probable", "definite")},
        coding="ATC",
    )
    action_taken = CodeAnswer("Action taken", choices=choices.ACTION_TAKEN, needed=REQUIRED)
    linked_regimen = Link("Regimen", to="registry.SalvageRegimen", needed=REQUIRED)
    linked_cycle = Link("Cycle", to="registry.Cycle")
    present_at_baseline = CodeAnswer("Present at baseline", choices=choices.YES_NO, needed=REQUIRED)

    class Meta:
        verbose_name = "adverse event"
        verbose_name_plural = "adverse events"
        ordering = ["onset_date", "id"]
