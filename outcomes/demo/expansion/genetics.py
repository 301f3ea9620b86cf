"""Karyotype and BCR::ABL1 at diagnosis, such that the designed genetic group follows from them."""

from typing import Any

from outcomes.demo.expansion.chart import Chart
from registry.models import GeneticResult

SEX_CHROMOSOMES = {"male": "XY", "female": "XX"}
COMPLEX = "45,{sex},-7,del(5)(q13q33),add(9)(p13),i(17)(q10),t(2;8)(p12;q24),add(21)(q22)[16]/46,{sex}[4]"
OTHERS: tuple[dict[str, Any], ...] = (
    {
        "karyotype_iscn": "47,{sex},+8[14]/46,{sex}[6]",
        "abnormality_count": 1,
        "chromosome_count": 47,
        "ploidy": "low_hyperdiploid",
    },
    {
        "karyotype_iscn": "46,{sex},del(6)(q21)[17]/46,{sex}[3]",
        "abnormality_count": 1,
        "chromosome_count": 46,
    },
    {
        "karyotype_iscn": "46,{sex},add(9)(p22),del(12)(p13)[18]",
        "abnormality_count": 2,
        "chromosome_count": 46,
    },
    {
        "karyotype_iscn": "54,{sex},+X,+4,+6,+10,+14,+17,+18,+21[20]",
        "abnormality_count": 4,
        "chromosome_count": 54,
        "ploidy": "high_hyperdiploid",
    },
)
KARYOTYPES: dict[str, dict[str, Any]] = {
    "ph_pos": {
        "karyotype_iscn": "46,{sex},t(9;22)(q34;q11.2)[18]/46,{sex}[2]",
        "abnormality_count": 1,
        "chromosome_count": 46,
        "bcr_abl1": "positive",
        "bcr_abl1_transcript": "p190",
    },
    "t4_11_kmt2a": {
        "karyotype_iscn": "46,{sex},t(4;11)(q21;q23)[20]",
        "abnormality_count": 1,
        "chromosome_count": 46,
        "kmt2a_rearranged": "yes",
        "kmt2a_partner": "AFF1_t4_11",
    },
    "complex": {"karyotype_iscn": COMPLEX, "abnormality_count": 6, "chromosome_count": 45},
    "diploid": {
        "karyotype_iscn": "46,{sex}[20]",
        "abnormality_count": 0,
        "chromosome_count": 46,
        "ploidy": "diploid",
        "result_status": "normal",
    },
}


def genetics(chart: Chart) -> None:
    """A karyotype; where it shows BCR::ABL1, a transcript as well."""
    group = chart.designed.facts["genetic_group"]
    answers = KARYOTYPES.get(group) or chart.random.choice(OTHERS)
    sex = SEX_CHROMOSOMES[chart.designed.facts["sex"]]
    given = {"result_status": "abnormal", "bcr_abl1": "negative", "kmt2a_rearranged": "no"} | answers
    given["karyotype_iscn"] = given["karyotype_iscn"].format(sex=sex)
    metaphases = chart.random.choice((20, 20, 25, 30))
    chart.add(_result(chart, method="karyotype", metaphases_analysed=metaphases, **given))
    if group == "ph_pos":
        found = {"bcr_abl1": "positive", "bcr_abl1_transcript": "p190", "kmt2a_rearranged": "not_done"}
        chart.add(_result(chart, method="RT_PCR", result_status="abnormal", **found))


def _result(chart: Chart, **answers: Any) -> GeneticResult:
    return GeneticResult(
        patient=chart.patient,
        sample_date=chart.designed.diagnosed_on,
        sample_phase="diagnosis",
        **answers,
    )
