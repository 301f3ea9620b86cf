"""Edit checks X01 to X08: lineage, antigens and genetics against each other and against the treatment."""

from collections.abc import Iterator

from registry.edit_checks.certainty import possibly_by, surely_below
from registry.edit_checks.chart import Chart
from registry.edit_checks.definition import ERROR, QUERY, EditCheck, Problem, at, chart_check
from registry.edit_checks.ordering import in_order
from registry.rows import Row

LEAST_METAPHASES = 20
# NCCN counts five abnormalities as complex; some centres use three.
COMPLEX_COUNT = 5
LEAST_CD22_PCT = 20
TKIS = frozenset({"imatinib", "dasatinib", "ponatinib", "nilotinib"})
# Morphology codes that name a genetic group other than BCR::ABL1 (9812/3, and 9806/3 in mixed phenotype).
OTHER_GENETIC_GROUPS = frozenset(
    {"9813/3", "9814/3", "9815/3", "9816/3", "9817/3", "9818/3", "9819/3", "9807/3"}
)


@chart_check(
    "X01",
    QUERY,
    "diagnosis regimen administration",
    "all_lineage drugs drug",
    rule="The lineage is known and is not B-ALL, and inotuzumab is among the drugs or doses of a regimen.",
    message="Inotuzumab targets B-cell ALL. Confirm lineage.",
)
def inotuzumab_without_b_lineage(chart: Chart) -> Iterator[Problem]:
    row = chart.diagnosis
    if row is not None and row.all_lineage not in (None, "B_ALL") and chart.regimens_with("inotuzumab"):
        yield at(row, "all_lineage")


@chart_check(
    "X02",
    QUERY,
    "diagnosis disease_event regimen",
    "cd22_pct drugs start_date",
    rule="The last CD22 before a regimen with inotuzumab, from the diagnosis or a later disease event, is "
    "below 20% or was never recorded. A reason other than “pending” counts as an answer.",
    message="CD22 is low or missing. Please add the flow result.",
)
def low_cd22(chart: Chart) -> Iterator[Problem]:
    diagnosis = chart.diagnosis
    for regimen in chart.regimens_with("inotuzumab") if diagnosis else ():
        source = _last_cd22(chart, regimen) or diagnosis
        if source is not None and _is_low_or_missing(source):
            yield at(source, "cd22_pct")


def _last_cd22(chart: Chart, regimen: Row) -> Row | None:
    by_start = [
        row
        for day, row in in_order(chart.of("disease_event"), "event_date")
        if row.cd22_pct is not None and possibly_by(day, regimen.start_date)
    ]
    return by_start[-1] if by_start else None


def _is_low_or_missing(source: Row) -> bool:
    if source.cd22_pct is None:
        return source.missing.get("cd22_pct") in (None, "pending")
    return surely_below(source.cd22_pct, LEAST_CD22_PCT)


@chart_check(
    "X03",
    ERROR,
    "genetic diagnosis",
    "bcr_abl1 icdo3",
    rule="BCR::ABL1 is positive, and the genetic group derived from all results is another one (the positive "
    "result is marked failed or not done), or the ICD-O-3 morphology names another genetic group.",
    message="BCR::ABL1 is positive but the group is not Ph+. Correct the result or the morphology code.",
)
def positive_outside_ph_group(chart: Chart) -> Iterator[Problem]:
    coded = chart.diagnosis is not None and chart.diagnosis.icdo3 in OTHER_GENETIC_GROUPS
    if coded or chart.genetic_group not in (None, "ph_pos"):
        yield from (at(row, "bcr_abl1") for row in chart.of("genetic") if row.bcr_abl1 == "positive")


@chart_check(
    "X04",
    QUERY,
    "genetic",
    "karyotype_iscn bcr_abl1",
    rule="A karyotype contains t(9;22), and BCR::ABL1 is negative in this or another result and positive in "
    "none.",
    message="Karyotype shows t(9;22) but BCR::ABL1 is negative. Check both results.",
)
def translocation_9_22_without_fusion(chart: Chart) -> Iterator[Problem]:
    if _bcr_abl1_is_negative(chart):
        yield from (at(row, "karyotype_iscn", "bcr_abl1") for row in _with_translocation(chart, "9;22"))


@chart_check(
    "X05",
    QUERY,
    "genetic",
    "karyotype_iscn kmt2a_rearranged",
    rule="A karyotype contains t(4;11), and KMT2A is rearranged in no result.",
    message="t(4;11) found: is KMT2A confirmed?",
)
def translocation_4_11_without_kmt2a(chart: Chart) -> Iterator[Problem]:
    if all(row.kmt2a_rearranged != "yes" for row in chart.of("genetic")):
        yield from (
            at(row, "karyotype_iscn", "kmt2a_rearranged") for row in _with_translocation(chart, "4;11")
        )


def _with_translocation(chart: Chart, chromosomes: str) -> Iterator[Row]:
    written = f"t({chromosomes})"
    texts = ((row, (row.karyotype_iscn or "").replace(" ", "").lower()) for row in chart.of("genetic"))
    return (row for row, text in texts if written in text)


def _bcr_abl1_is_negative(chart: Chart) -> bool:
    """Negative in one result at least, and positive in none."""
    results = {row.bcr_abl1 for row in chart.of("genetic")}
    return "negative" in results and "positive" not in results


@chart_check(
    "X06",
    QUERY,
    "genetic",
    "metaphases_analysed result_status ploidy",
    rule="A karyotype is called normal, or diploid by its ploidy or by the derived group, with fewer than 20"
    " metaphases or a failed result, and no other karyotype is normal in 20 metaphases.",
    message="Too few metaphases to call the karyotype normal. Check the count or the result.",
)
def diploid_from_few_metaphases(chart: Chart) -> Iterator[Problem]:
    karyotypes = [row for row in chart.of("genetic") if row.method == "karyotype"]
    proven = any(row.result_status == "normal" and not _too_few(row) for row in karyotypes)
    for row in karyotypes if not proven else ():
        if _is_called_diploid(row, chart.genetic_group) and _too_few(row):
            yield at(row, "metaphases_analysed", "result_status", "ploidy")


def _is_called_diploid(row: Row, genetic_group: str | None) -> bool:
    called = "diploid" in (row.ploidy, genetic_group)
    return row.result_status == "normal" or (called and row.result_status != "abnormal")


def _too_few(row: Row) -> bool:
    return row.result_status == "failed" or surely_below(row.metaphases_analysed, LEAST_METAPHASES)


@chart_check(
    "X07",
    QUERY,
    "genetic",
    "abnormality_count karyotype_iscn",
    rule="The karyotype is called complex, in its text or by the derived group, and fewer than 5 "
    "abnormalities were counted in every result.",
    message="Fewer abnormalities than our definition of complex. Check the count.",
)
def complex_with_few_abnormalities(chart: Chart) -> Iterator[Problem]:
    counted = [row for row in chart.of("genetic") if row.abnormality_count is not None]
    if any(row.abnormality_count >= COMPLEX_COUNT for row in counted):
        return
    for row in counted:
        if chart.genetic_group == "complex" or "complex" in (row.karyotype_iscn or "").lower():
            yield at(row, "abnormality_count", "karyotype_iscn")


@chart_check(
    "X08",
    QUERY,
    "regimen administration genetic",
    "drugs drug bcr_abl1 ph_like",
    rule="A regimen has a tyrosine kinase inhibitor, BCR::ABL1 is negative and never positive, and no result"
    " shows an ABL-class lesion.",
    message="TKI given without Ph+ or ABL-class disease?",
)
def tki_without_target(chart: Chart) -> Iterator[Problem]:
    abl_class = any(row.ph_like == "ABL_class" for row in chart.of("genetic"))
    if abl_class or chart.genetic_group == "ph_pos" or not _bcr_abl1_is_negative(chart):
        return
    yield from (at(regimen, "drugs") for regimen in chart.regimens_with(*TKIS))


DIAGNOSIS: tuple[EditCheck, ...] = (
    inotuzumab_without_b_lineage,
    low_cd22,
    positive_outside_ph_group,
    translocation_9_22_without_fusion,
    translocation_4_11_without_kmt2a,
    diploid_from_few_metaphases,
    complex_with_few_abnormalities,
    tki_without_target,
)
