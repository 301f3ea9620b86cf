"""The genetic group: mutually exclusive, the first that applies (A5)."""

# ruff: noqa: E501 - one example a line

import pytest

from outcomes.derivations import Parameters
from outcomes.derivations.genetic_group import genetic_group
from outcomes.history import Genetics


def karyotype(**answers) -> Genetics:
    return Genetics(1, **({"method": "karyotype", "result_status": "abnormal"} | answers))


NORMAL = karyotype(result_status="normal", metaphases_analysed=20)

GROUPS = [
    # what was found, results, group
    ("BCR::ABL1", [karyotype(bcr_abl1="positive")], "ph_pos"),
    ("t(9;22) in the karyotype", [karyotype(karyotype_iscn="46,XX,t(9;22)(q34;q11)[20]")], "ph_pos"),
    ("BCR::ABL1 and a complex karyotype", [karyotype(bcr_abl1="positive", abnormality_count=7)], "ph_pos"),
    ("BCR::ABL1 in another sample", [NORMAL, Genetics(2, "RT_PCR", "abnormal", bcr_abl1="positive")], "ph_pos"),
    ("KMT2A rearranged", [karyotype(kmt2a_rearranged="yes")], "t4_11_kmt2a"),
    ("t(4;11) in the karyotype", [karyotype(karyotype_iscn="46,XY, t(4;11)(q21;q23)")], "t4_11_kmt2a"),
    ("five abnormalities", [karyotype(abnormality_count=5)], "complex"),
    ("four abnormalities", [karyotype(abnormality_count=4)], "other"),
    ("five abnormalities with a defining fusion", [karyotype(abnormality_count=5, other_fusion=("ETV6_RUNX1",))], "other"),
    ("complex before low hypodiploid", [karyotype(abnormality_count=6, chromosome_count=36)], "complex"),
    ("43 chromosomes", [karyotype(chromosome_count=43)], "low_hypodiploid"),
    ("44 chromosomes", [karyotype(chromosome_count=44)], "other"),
    ("near-haploid", [karyotype(ploidy="near_haploid")], "low_hypodiploid"),
    ("normal in 20 metaphases", [NORMAL], "diploid"),
    ("normal in 19 metaphases", [karyotype(result_status="normal", metaphases_analysed=19)], "not_evaluable"),
    ("normal karyotype, another lesion by array", [NORMAL, Genetics(2, "array", "abnormal")], "other"),
    ("normal by FISH only", [Genetics(1, "FISH", "normal", bcr_abl1="negative")], "not_evaluable"),
    ("failed", [karyotype(result_status="failed", abnormality_count=6)], "not_evaluable"),
    ("no result", [], "not_evaluable"),
]  # fmt: skip


@pytest.mark.parametrize(("results", "group"), [row[1:] for row in GROUPS], ids=[row[0] for row in GROUPS])
def test_the_first_group_that_applies_is_taken(results, group):
    assert genetic_group(results, Parameters()).value == group


def test_the_number_that_makes_a_karyotype_complex_is_a_parameter():
    three = [karyotype(abnormality_count=3)]
    assert genetic_group(three, Parameters(complex_karyotype_count=3)).value == "complex"
    assert genetic_group(three, Parameters()).value == "other"
