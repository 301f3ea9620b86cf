from django.db import models

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


class Diagnosis(PatientRecord):
    diagnosis_date = PartialDateAnswer(
        "Date of first pathological diagnosis",
        needed=REQUIRED,
        coding="CIBMTR 2402 Q1",
        help_text="Date of the first diagnostic sample.",
    )
    all_lineage = CodeAnswer(
        "Lineage",
        choices=choices.ALL_LINEAGE,
        needed=REQUIRED,
        coding="SNOMED 277571004 (B-ALL); NCIt C8644/C3183/C82179/C7464",
    )
    icdo3 = CodeAnswer("ICD-O-3.2 morphology", choices=choices.ICDO3, coding="ICD-O-3.2")
    icd10cm = CodeAnswer("ICD-10-CM", choices=choices.ICD10CM, coding="ICD-10-CM")
    classification_system = CodeAnswer(
        "Classification used", choices=choices.CLASSIFICATION_SYSTEM, needed=REQUIRED
    )
    cd22_pct = DecimalAnswer(
        "CD22-positive blasts",
        needed=CONDITIONAL,
        unit="%",
        hard=(0, 100),
        soft=(20, None),
        help_text="By flow cytometry; expected before inotuzumab.",
    )
    cd19_pct = DecimalAnswer(
        "CD19-positive blasts",
        needed=CONDITIONAL,
        unit="%",
        hard=(0, 100),
        help_text="By flow cytometry; expected before blinatumomab.",
    )
    cd20_pct = DecimalAnswer("CD20-positive blasts", unit="%", hard=(0, 100))
    immunophenotype_date = PartialDateAnswer("Immunophenotype sample date", least="month")
    cns_status = CodeAnswer(
        "CNS status", choices=choices.CNS_STATUS, needed=REQUIRED, coding="NCIt C116833/C116834/C116835"
    )
    csf_wbc = DecimalAnswer(
        "CSF white cells",
        unit="/µL",
        also_in=(units.MILLIONS_PER_LITRE,),
        hard=(0, 100000),
        soft=(None, 2000),
    )
    csf_rbc = DecimalAnswer(
        "CSF red cells", unit="/µL", also_in=(units.MILLIONS_PER_LITRE,), hard=(0, 10000000)
    )
    emd_sites = CodesAnswer(
        "Extramedullary sites",
        codes=choices.EMD_SITES,
        needed=REQUIRED,
        help_text="Choose “None” alone if there was no extramedullary disease.",
    )
    prior_liver_disease = CodeAnswer(
        "Prior liver disease",
        choices=choices.PRIOR_LIVER_DISEASE,
        needed=REQUIRED,
        help_text="A risk factor for VOD/SOS.",
    )
    hepatitis_b = CodeAnswer("Hepatitis B", choices=choices.HEPATITIS_B)
    hepatitis_c = CodeAnswer("Hepatitis C", choices=choices.HEPATITIS_C)
    ferritin = DecimalAnswer(
        "Ferritin", unit="ng/mL", also_in=(units.MICROGRAMS_PER_LITRE,), hard=(0, 200000), soft=(None, 20000)
    )
    prior_vod = CodeAnswer(
        "History of VOD/SOS", choices=choices.YES_NO_UNKNOWN, needed=REQUIRED, coding="SNOMED 65617004"
    )
    hctci = IntegerAnswer("HCT-CI score", hard=(0, 29), soft=(None, 8), coding="Sorror")
    first_cr_date = PartialDateAnswer("Date of first CR", needed=CONDITIONAL, least="month")

    class Meta:
        verbose_name = "diagnosis"
        verbose_name_plural = "diagnoses"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["patient"],
                condition=models.Q(withdrawn_at=None),
                name="one_diagnosis_per_patient",
                violation_error_message="This patient already has a diagnosis record.",
            )
        ]


class DiseaseStatusEvent(PatientRecord):
    event_type = CodeAnswer(
        "Disease status event",
        choices=choices.EVENT_TYPE,
        needed=REQUIRED,
        coding="NCIt C38155 relapse; C38014 refractory; C35571 PD",
    )
    event_date = PartialDateAnswer("Event date", needed=REQUIRED, least="month")
    event_sites = CodesAnswer("Sites involved", codes=choices.EVENT_SITES, needed=REQUIRED)
    bm_blasts_pct = DecimalAnswer(
        "Marrow blasts at event",
        needed=CONDITIONAL,
        when={"event_sites": ("bm",)},
        unit="%",
        hard=(0, 100),
        soft=(5, None),
        help_text="A haematological relapse shows 5% or more.",
    )
    confirmed_by = CodesAnswer("Confirmation", codes=choices.CONFIRMED_BY, needed=REQUIRED)
    cd22_pct = DecimalAnswer("CD22 at event", unit="%", hard=(0, 100))
    cd19_pct = DecimalAnswer("CD19 at event", unit="%", hard=(0, 100))
    linked_regimen = Link("Regimen this event ends", to="registry.SalvageRegimen")

    class Meta:
        verbose_name = "disease event"
        verbose_name_plural = "disease events"
        ordering = ["event_date", "id"]


class GeneticResult(PatientRecord):
    sample_date = DateAnswer("Sample date", needed=REQUIRED)
    sample_phase = CodeAnswer("Disease phase of sample", choices=choices.SAMPLE_PHASE, needed=REQUIRED)
    method = CodeAnswer("Method", choices=choices.GENETIC_METHOD, needed=REQUIRED)
    result_status = CodeAnswer(
        "Result status",
        choices=choices.RESULT_STATUS,
        needed=REQUIRED,
        coding="NCIt C173277 normal; C168875 abnormal",
    )
    karyotype_iscn = TextAnswer(
        "Karyotype", needed=CONDITIONAL, when={"method": ("karyotype",)}, coding="ISCN"
    )
    metaphases_analysed = IntegerAnswer(
        "Metaphases analysed",
        needed=CONDITIONAL,
        when={"method": ("karyotype",)},
        hard=(0, 200),
        soft=(20, None),
    )
    abnormality_count = IntegerAnswer(
        "Chromosomal abnormalities counted",
        needed=CONDITIONAL,
        when={"method": ("karyotype", "array")},
        hard=(0, 100),
        soft=(None, 30),
        help_text="Numerical and structural abnormalities in the clone.",
    )
    chromosome_count = IntegerAnswer(
        "Modal chromosome number", needed=CONDITIONAL, when={"method": ("karyotype", "array")}, hard=(23, 100)
    )
    ploidy = CodeAnswer("Ploidy", choices=choices.PLOIDY, when={"method": ("karyotype", "array")})
    bcr_abl1 = CodeAnswer("BCR::ABL1", choices=choices.BCR_ABL1, needed=REQUIRED)
    bcr_abl1_transcript = CodeAnswer(
        "BCR::ABL1 transcript",
        choices=choices.BCR_ABL1_TRANSCRIPT,
        needed=CONDITIONAL,
        when={"bcr_abl1": ("positive",)},
    )
    kmt2a_rearranged = CodeAnswer("KMT2A rearranged", choices=choices.KMT2A_REARRANGED, needed=REQUIRED)
    kmt2a_partner = CodeAnswer(
        "KMT2A partner",
        choices=choices.KMT2A_PARTNER,
        needed=CONDITIONAL,
        when={"kmt2a_rearranged": ("yes",)},
    )
    ph_like = CodeAnswer("BCR::ABL1-like", choices=choices.PH_LIKE)
    tp53 = CodeAnswer("TP53 alteration", choices=choices.TP53)
    ikzf1 = CodeAnswer("IKZF1 status", choices=choices.IKZF1)
    other_fusion = CodesAnswer(
        "Other defining lesion", codes=choices.OTHER_FUSION, coding="WHO 2022 / ICC 2022"
    )

    class Meta:
        verbose_name = "genetic result"
        verbose_name_plural = "genetic results"
        ordering = ["sample_date", "id"]
