"""The genetic group of a patient: mutually exclusive, the first that applies (A5)."""

from collections.abc import Callable, Iterable

from outcomes.derivations.answers import Answer
from outcomes.derivations.parameters import Parameters
from outcomes.history import Genetics

HYPODIPLOID = frozenset({"near_haploid", "low_hypodiploid"})
CHROMOSOMES_SEEN = frozenset({"karyotype"})


def genetic_group(results: Iterable[Genetics], parameters: Parameters) -> Answer:
    """ph_pos, t4_11_kmt2a, complex, low_hypodiploid, diploid, other or not_evaluable, from all results."""
    done = [result for result in results if result.result_status not in ("failed", "not_done")]
    for group, finds, words in GROUPS:
        if any(finds(result, parameters) for result in done):
            return Answer(
                group,
                words.format(count=parameters.complex_karyotype_count, n=parameters.hypodiploid_below),
            )
    return _without_lesion(done, parameters)


def _without_lesion(done: list[Genetics], parameters: Parameters) -> Answer:
    if any(result.result_status == "abnormal" for result in done):
        return Answer("other", "Abnormal, with none of the lesions that define a group.")
    normal = [r for r in done if r.result_status == "normal" and r.method in CHROMOSOMES_SEEN]
    enough = [
        r
        for r in normal
        if r.metaphases_analysed is None or r.metaphases_analysed >= parameters.normal_metaphases
    ]
    if enough:
        return Answer(
            "diploid", lambda: f"Normal karyotype in {enough[0].metaphases_analysed or 'all'} metaphases."
        )
    if normal:
        few = normal[0].metaphases_analysed
        return Answer(
            "not_evaluable", lambda: f"Only {few} metaphases: too few to call the karyotype normal."
        )
    return Answer("not_evaluable", "No karyotype result.")


def _karyotype(result: Genetics) -> str:
    return (result.karyotype_iscn or "").replace(" ", "")


def _philadelphia(result: Genetics, parameters: Parameters) -> bool:
    return result.bcr_abl1 == "positive" or "t(9;22)" in _karyotype(result)


def _kmt2a(result: Genetics, parameters: Parameters) -> bool:
    return result.kmt2a_rearranged == "yes" or "t(4;11)" in _karyotype(result)


def _complex(result: Genetics, parameters: Parameters) -> bool:
    count = result.abnormality_count
    return count is not None and count >= parameters.complex_karyotype_count and not result.other_fusion


def _hypodiploid(result: Genetics, parameters: Parameters) -> bool:
    count = result.chromosome_count
    return result.ploidy in HYPODIPLOID or (count is not None and count < parameters.hypodiploid_below)


def _other_lesion(result: Genetics, parameters: Parameters) -> bool:
    return bool(result.other_fusion)


GROUPS: tuple[tuple[str, Callable[[Genetics, Parameters], bool], str], ...] = (
    ("ph_pos", _philadelphia, "BCR::ABL1 positive or t(9;22)."),
    ("t4_11_kmt2a", _kmt2a, "KMT2A rearranged or t(4;11)."),
    ("complex", _complex, "At least {count} chromosomal abnormalities without a defining fusion."),
    ("low_hypodiploid", _hypodiploid, "Near-haploid or low hypodiploid (under {n} chromosomes)."),
    ("other", _other_lesion, "Another defining lesion."),
)
