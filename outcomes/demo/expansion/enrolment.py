"""Who the patient is: enrolment form, consent or waiver, and diagnosis."""

from datetime import date
from decimal import Decimal
from random import Random

from outcomes.demo.designed import Designed
from outcomes.demo.expansion.chart import Body, Chart, after, partial
from registry.models import Consent, Diagnosis, Patient, Site
from registry.partial_dates import PartialDate

# The charts were read after the last contact of everyone.
CHARTS_READ_FROM = date(2018, 3, 5)
PATIENTS_A_DAY = 4
COHORT_TAGS = {"INO_SINGLE": "ino_single", "MINI_HCVD_INO": "mini_hcvd_ino"}
MORPHOLOGY = {"ph_pos": "9812/3", "t4_11_kmt2a": "9813/3"}
# Mixed phenotype has codes of its own, with and without t(9;22).
MIXED_MORPHOLOGY = {"ph_pos": "9806/3"}
ADULT_AGE, SCHOOL_AGE = 18, 10


def patient(designed: Designed, site: Site) -> Patient:
    number = int(designed.code[1:])
    return Patient(
        site=site,
        registry_id=f"{site.site_id}-{designed.code}",
        birth_date=PartialDate(designed.facts["birth_on"]),
        sex_at_birth=designed.facts["sex"],
        enrolment_date=after(CHARTS_READ_FROM, number // PATIENTS_A_DAY),
        ascertainment="retrospective_chart",
        cohort=[COHORT_TAGS.get(designed.facts["regimen_code"], "other")],
        eligibility_confirmed="yes",
    )


def body(designed: Designed, random: Random) -> Body:
    age = designed.given("age_at_start")
    if age < SCHOOL_AGE:
        return Body(105, Decimal("17.5"))
    if age < ADULT_AGE:
        return Body(random.randint(150, 168), Decimal(random.randint(45, 60)))
    if designed.facts["sex"] == "male":
        return Body(random.randint(168, 188), Decimal(random.randint(62, 98)))
    return Body(random.randint(155, 174), Decimal(random.randint(50, 84)))


def consent(chart: Chart) -> None:
    """A waiver for charts read after death; consent of those who could still be asked."""
    given_on = chart.patient.enrolment_date
    if chart.designed.text("vital_status") == "alive":
        answers = {"consent_status": "given", "consent_date": given_on, "consent_version": "1.2"}
    else:
        answers = {
            "consent_status": "waived",
            "waiver_reference": "Ethics committee, synthetic waiver 2018-03",
        }
    chart.add(Consent(patient=chart.patient, consent_type=["registry"], **answers))


def diagnosis(chart: Chart) -> None:
    facts, random = chart.designed, chart.random
    first_cr = facts.date_of("first_remission_day")
    chart.add(
        Diagnosis(
            patient=chart.patient,
            diagnosis_date=partial(facts.diagnosed_on),
            all_lineage=facts.facts["lineage"],
            icdo3=_morphology(facts),
            icd10cm="C91.02",
            classification_system="WHO2016",
            cd22_pct=random.randint(62, 99),
            cd19_pct=random.randint(70, 99),
            cd20_pct=random.randint(0, 60),
            immunophenotype_date=partial(facts.diagnosed_on),
            cns_status=random.choice(("CNS1", "CNS1", "CNS1", "CNS1", "CNS2")),
            emd_sites=random.choice((["none"], ["none"], ["none"], ["node"], ["mediastinum"])),
            prior_liver_disease=random.choice(("none", "none", "none", "none", "fatty")),
            hepatitis_b="negative",
            hepatitis_c="negative",
            prior_vod="no",
            hctci=random.randint(0, 4),
            first_cr_date=partial(first_cr) if first_cr else None,
            missing={} if first_cr else {"first_cr_date": "not_applicable"},
        )
    )


def _morphology(designed: Designed) -> str:
    group = designed.facts["genetic_group"]
    if designed.facts["lineage"] != "B_ALL":
        return MIXED_MORPHOLOGY.get(group, "9805/3")
    return MORPHOLOGY.get(group, "9811/3")
