"""Columns: transplant, and what preceded it: inotuzumab and conditioning."""

from outcomes.derivations import doses
from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.findings import Findings

ALKYLATORS = frozenset({"busulfan", "thiotepa", "cyclophosphamide", "melphalan", "treosulfan"})


def asct(found: Findings) -> Answer:
    on = found.course.transplant_on
    if on is None:
        return Answer(False, "No transplant after the start and before the next salvage.")
    return Answer(True, lambda: f"Transplant on {on}, before the next salvage.")


def asct_on(found: Findings) -> Answer:
    return Answer(found.course.transplant_on, asct(found).told)


def asct_after_failure(found: Findings) -> Answer:
    failed_on = found.failure.on
    if failed_on is None:
        return Answer(False, "No day of failure is known.")
    days = [hct.infused_on for hct in found.life.history.transplants if hct.infused_on > failed_on]
    if days:
        return Answer(True, lambda: f"Transplant on {days[0]}, after failure on {failed_on}.")
    return Answer(False, lambda: f"No transplant after failure on {failed_on}.")


def days_last_inotuzumab_to_asct(found: Findings) -> Answer:
    on = found.course.transplant_on
    given = [
        dose.given_on for dose in found.course.therapy.doses_of("inotuzumab") if on and dose.given_on <= on
    ]
    if on is None or not given:
        return not_derived("no transplant after a recorded dose of inotuzumab")
    return Answer(
        (on - given[-1]).days, lambda: f"From the last inotuzumab on {given[-1]} to transplant on {on}."
    )


def inotuzumab_cycles_before_asct(found: Findings) -> Answer:
    on = found.course.transplant_on
    if on is None:
        return not_derived("no transplant")
    cycles = doses.inotuzumab_cycles(found.course.therapy, on)
    if not cycles and found.course.therapy.contains_inotuzumab:
        return not_derived("no dose of inotuzumab before transplant is recorded")
    return Answer(cycles, lambda: f"{cycles} cycles with inotuzumab before transplant on {on}.")


def inotuzumab_before_asct(found: Findings) -> Answer:
    on = found.course.transplant_on
    return doses.total_inotuzumab(found.course.therapy, on) if on else not_derived("no transplant")


def asct_conditioning(found: Findings) -> Answer:
    hct = found.course.transplant
    if hct is None:
        return not_derived("no transplant")
    return Answer(
        hct.conditioning_intensity,
        "As recorded." if hct.conditioning_intensity else "Not derived: not recorded.",
    )


def asct_conditioning_regimen(found: Findings) -> Answer:
    """The drugs of the conditioning in the order of the alphabet, and total body irradiation."""
    hct = found.course.transplant
    if hct is None:
        return not_derived("no transplant")
    parts = [*sorted(hct.conditioning_drugs), *(["TBI"] if hct.tbi_gy else [])]
    if not parts:
        return not_derived("the conditioning is not recorded")
    text = " + ".join(parts)
    return Answer(text[:1].upper() + text[1:], "As recorded.")


def asct_dual_alkylator(found: Findings) -> Answer:
    """Whether the conditioning held two alkylating agents: a risk of VOD named in the label of inotuzumab."""
    hct = found.course.transplant
    if hct is None or not hct.conditioning_drugs:
        return not_derived("the conditioning is not recorded" if hct else "no transplant")
    alkylators = [drug for drug in sorted(hct.conditioning_drugs) if drug in ALKYLATORS]
    if len(alkylators) >= 2:
        return Answer(True, lambda: f"Conditioning with {' and '.join(alkylators)}.")
    if "other" in hct.conditioning_drugs:
        return not_derived("a drug of the conditioning is not named")
    return Answer(
        False, lambda: f"Conditioning with {alkylators[0] if alkylators else 'no alkylating agent'}."
    )


TRANSPLANT = (
    Derivation("asct", "Transplant", "", asct, "C7"),
    Derivation("asct_on", "Transplant, day 0", "date", asct_on, "C7"),
    Derivation("asct_after_failure", "Transplant after failure", "", asct_after_failure, "D1"),
    Derivation(
        "days_last_inotuzumab_to_asct",
        "Last inotuzumab to transplant",
        "days",
        days_last_inotuzumab_to_asct,
        "A11",
    ),
    Derivation(
        "inotuzumab_cycles_before_asct",
        "Inotuzumab cycles before transplant",
        "cycles",
        inotuzumab_cycles_before_asct,
        "A11",
    ),
    Derivation(
        "inotuzumab_before_asct_mg_m2", "Inotuzumab before transplant", "mg/m²", inotuzumab_before_asct, "A11"
    ),
    Derivation("asct_conditioning", "Intensity of the conditioning", "", asct_conditioning, "A11"),
    Derivation("asct_conditioning_regimen", "Conditioning", "", asct_conditioning_regimen, "A11"),
    Derivation("asct_dual_alkylator", "Two alkylating agents", "", asct_dual_alkylator, "A11"),
)
