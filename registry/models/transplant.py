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
    TextAnswer,
)
from registry.models.base import PatientRecord


class Transplant(PatientRecord):
    infusion_date = DateAnswer("Infusion date (day 0)", needed=REQUIRED, help_text="Day 0.")
    hct_number = IntegerAnswer("Transplant number", needed=REQUIRED, hard=(1, 6), soft=(None, 3))
    hct_type = CodeAnswer("Type", choices=choices.HCT_TYPE, needed=REQUIRED)
    donor = CodeAnswer("Donor", choices=choices.DONOR, needed=CONDITIONAL, when={"hct_type": ("allo",)})
    hla_match = TextAnswer(
        "HLA match", needed=CONDITIONAL, when={"hct_type": ("allo",)}, help_text="For example 8/8 or 9/10."
    )
    graft = CodeAnswer("Graft source", choices=choices.GRAFT, needed=REQUIRED)
    cd34_dose = DecimalAnswer("CD34+ dose", unit="×10⁶/kg", hard=(0, 100), soft=(1, 20))
    conditioning_intensity = CodeAnswer(
        "Conditioning intensity", choices=choices.CONDITIONING_INTENSITY, needed=REQUIRED
    )
    conditioning_drugs = CodesAnswer("Conditioning drugs", codes=choices.CONDITIONING_DRUGS, needed=REQUIRED)
    tbi_gy = DecimalAnswer("TBI dose", unit="Gy", also_in=(units.CENTIGRAY,), hard=(0, 16), soft=(None, 14))
    gvhd_prophylaxis = CodesAnswer(
        "GVHD prophylaxis", codes=choices.GVHD_PROPHYLAXIS, needed=CONDITIONAL, when={"hct_type": ("allo",)}
    )
    vod_prophylaxis = CodeAnswer("VOD prophylaxis", choices=choices.VOD_PROPHYLAXIS, needed=REQUIRED)
    status_at_hct = CodeAnswer(
        "Disease status at HCT", choices=choices.STATUS_AT_HCT, needed=REQUIRED, coding="CIBMTR 2402"
    )
    mrd_at_hct = CodeAnswer("MRD at HCT", choices=choices.MRD_AT_HCT, needed=REQUIRED)
    bilirubin_pre = DecimalAnswer(
        "Last bilirubin before HCT",
        needed=REQUIRED,
        unit="mg/dL",
        also_in=(units.BILIRUBIN_UMOL,),
        hard=(0, 80),
        soft=(None, 2),
        help_text="Last value before conditioning.",
    )
    anc_engraft_date = DateAnswer("Neutrophil engraftment")
    plt_engraft_date = DateAnswer("Platelet engraftment")
    chimerism_pct = DecimalAnswer("Donor chimerism", when={"hct_type": ("allo",)}, unit="%", hard=(0, 100))

    class Meta:
        verbose_name = "transplant"
        verbose_name_plural = "transplants"
        ordering = ["infusion_date", "id"]


class GVHD(PatientRecord):
    transplant = Link("Transplant", to="registry.Transplant", needed=REQUIRED)
    kind = CodeAnswer("Acute or chronic", choices=choices.GVHD_KIND, needed=REQUIRED, coding="NCIt C3063")
    onset_date = PartialDateAnswer("Onset", needed=REQUIRED, least="month")
    skin_stage = IntegerAnswer(
        "Skin stage (MAGIC)", needed=CONDITIONAL, when={"kind": ("acute", "overlap")}, hard=(0, 4)
    )
    liver_stage = IntegerAnswer(
        "Liver stage (MAGIC)", needed=CONDITIONAL, when={"kind": ("acute", "overlap")}, hard=(0, 4)
    )
    upper_gi_stage = IntegerAnswer(
        "Upper GI stage (MAGIC)", needed=CONDITIONAL, when={"kind": ("acute", "overlap")}, hard=(0, 1)
    )
    lower_gi_stage = IntegerAnswer(
        "Lower GI stage (MAGIC)", needed=CONDITIONAL, when={"kind": ("acute", "overlap")}, hard=(0, 4)
    )
    cgvhd_severity = CodeAnswer(
        "NIH 2014 global severity",
        choices=choices.CGVHD_SEVERITY,
        needed=CONDITIONAL,
        when={"kind": ("chronic", "overlap")},
    )
    cgvhd_organ_score = IntegerAnswer(
        "NIH organ score (per organ)", when={"kind": ("chronic", "overlap")}, hard=(0, 3)
    )

    class Meta:
        verbose_name = "GVHD"
        verbose_name_plural = "GVHD"
        ordering = ["onset_date", "id"]
