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
    TextAnswer,
)
from registry.models.base import PatientRecord


class ResponseAssessment(PatientRecord):
    regimen = Link("Regimen", to="registry.SalvageRegimen", needed=REQUIRED)
    assessment_date = DateAnswer(
        "Marrow / assessment date",
        needed=REQUIRED,
        help_text="Date of the marrow, or of the assessment if no marrow was taken.",
    )
    cycle_number = IntegerAnswer(
        "After cycle", needed=REQUIRED, hard=(0, 20), help_text="The last cycle given before this assessment."
    )
    timepoint = CodeAnswer("Timepoint", choices=choices.ASSESSMENT_TIMEPOINT, needed=REQUIRED)
    bm_done = CodeAnswer("Marrow done", choices=choices.YES_NO, needed=REQUIRED)
    bm_blasts_pct = MeasuredAnswer(
        "Marrow blasts", needed=CONDITIONAL, when={"bm_done": ("yes",)}, unit="%", hard=(0, 100)
    )
    bm_cellularity = CodeAnswer(
        "Marrow cellularity",
        choices=choices.BM_CELLULARITY,
        when={"bm_done": ("yes",)},
        help_text="Separates MLFS from CRi.",
    )
    trilineage = CodeAnswer(
        "Trilineage haematopoiesis", choices=choices.YES_NO_UNKNOWN, when={"bm_done": ("yes",)}
    )
    pb_blasts_pct = MeasuredAnswer("Blood blasts", needed=REQUIRED, unit="%", hard=(0, 100))
    anc = MeasuredAnswer(
        "ANC",
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
    counts_date = DateAnswer("Date of counts", needed=REQUIRED)
    plt_transfusion_7d = CodeAnswer(
        "Platelet transfusion in prior 7 d", choices=choices.YES_NO_UNKNOWN, needed=REQUIRED
    )
    rbc_transfusion_7d = CodeAnswer("Red-cell transfusion in prior 7 d", choices=choices.YES_NO_UNKNOWN)
    gcsf_7d = CodeAnswer("G-CSF in prior 7 d", choices=choices.YES_NO_UNKNOWN, needed=REQUIRED)
    emd_status = CodeAnswer("Extramedullary disease", choices=choices.EMD_STATUS, needed=REQUIRED)
    cns_response = CodeAnswer("CNS status", choices=choices.CNS_RESPONSE)
    response_reported = CodeAnswer(
        "Response reported by site",
        choices=choices.RESPONSE_REPORTED,
        needed=REQUIRED,
        coding="NCIt C4870 CR; C18058 PR; C18213 SD; C35571 PD",
        help_text="What the site reported; the category derived from the counts is compared with it.",
    )
    response_scheme = CodeAnswer("Scheme used by site", choices=choices.RESPONSE_SCHEME, needed=REQUIRED)

    class Meta:
        verbose_name = "response assessment"
        verbose_name_plural = "response assessments"
        ordering = ["assessment_date", "id"]


class MRDAssay(PatientRecord):
    sample_date = DateAnswer("Sample date", needed=REQUIRED)
    sample_source = CodeAnswer("Source", choices=choices.SAMPLE_SOURCE, needed=REQUIRED)
    method = CodeAnswer(
        "Method", choices=choices.MRD_METHOD, needed=REQUIRED, coding="NCIt C16585 flow cytometry"
    )
    n_colours = IntegerAnswer("Flow colours", needed=CONDITIONAL, when={"method": ("mfc",)}, hard=(2, 30))
    target = TextAnswer(
        "Molecular target", needed=CONDITIONAL, when={"method": ("ig_tr_asopcr", "ngs", "bcr_abl1_rtqpcr")}
    )
    lab = TextAnswer("Laboratory", needed=REQUIRED)
    assay_sensitivity = DecimalAnswer(
        "Limit of detection achieved",
        needed=REQUIRED,
        unit="fraction",
        also_in=(units.PERCENT,),
        hard=("1e-7", "1e-1"),
        soft=(None, "1e-4"),
        help_text="As a fraction: 0.0001 is 0.01%. Worse than 0.0001 cannot support “negative”.",
    )
    events_acquired = IntegerAnswer("Events / input cells", hard=(1000, 100000000))
    result = CodeAnswer("Result", choices=choices.MRD_RESULT, needed=REQUIRED)
    level = DecimalAnswer(
        "MRD level",
        needed=CONDITIONAL,
        when={"result": ("detected_quantified",)},
        unit="fraction",
        also_in=(units.PERCENT,),
        hard=(0, 1),
        soft=(None, 0.05),
        help_text="As a fraction: 0.01% is 0.0001.",
    )
    linked_assessment = Link("Response assessment", to="registry.ResponseAssessment")

    class Meta:
        verbose_name = "MRD assay"
        verbose_name_plural = "MRD assays"
        ordering = ["sample_date", "id"]
