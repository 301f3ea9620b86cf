"""Columns: which treatment it was, what it contained, which line it belonged to."""

from outcomes.derivations import doses, treatment
from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.columns.derivation import Derivation
from outcomes.derivations.findings import Findings

AS_RECORDED = "As recorded."


def regimen_code(found: Findings) -> Answer:
    return Answer(found.course.therapy.regimen.code, lambda: _parts(found))


def line_type(found: Findings) -> Answer:
    return Answer(found.course.therapy.regimen.line_type, AS_RECORDED)


def _parts(found: Findings) -> str:
    parts = found.course.therapy.parts
    if len(parts) == 1:
        return AS_RECORDED
    return f"{len(parts)} regimens that started within a week of each other are one treatment."


def start_on(found: Findings) -> Answer:
    start, on = found.course.therapy.start, found.course.start_on
    if start and start.imputed:
        return Answer(
            on, lambda: f"The day is not known ({start.earliest} to {start.latest}); {on} stands for it."
        )
    return Answer(on, AS_RECORDED)


def start_year(found: Findings) -> Answer:
    return Answer(found.course.start_on.year, "Year of the start.")


def drugs(found: Findings) -> Answer:
    return Answer(list(found.course.therapy.drugs), lambda: _parts(found))


def contains_inotuzumab_answer(found: Findings) -> Answer:
    contained = found.course.therapy.contains_inotuzumab
    return Answer(contained, "Inotuzumab was given." if contained else "No inotuzumab was given.")


def contains_blinatumomab(found: Findings) -> Answer:
    contained = treatment.contains(found.course.therapy, treatment.BLINATUMOMAB)
    return Answer(contained, "Blinatumomab was given." if contained else "No blinatumomab was given.")


def is_combination(found: Findings) -> Answer:
    return treatment.is_combination(found.course.therapy)


def first_inotuzumab_on(found: Findings) -> Answer:
    return treatment.first_inotuzumab(found.course.therapy)


def inotuzumab_total(found: Findings) -> Answer:
    return doses.total_inotuzumab(found.course.therapy)


def inotuzumab_cycles(found: Findings) -> Answer:
    if not found.course.therapy.doses_of("inotuzumab"):
        return not_derived("no dose of inotuzumab is recorded")
    cycles = doses.inotuzumab_cycles(found.course.therapy)
    return Answer(cycles, lambda: f"{cycles} cycles with a dose of inotuzumab.")


def dose_totals(found: Findings) -> Answer:
    return doses.dose_totals(found.course.therapy)


def cycles_given(found: Findings) -> Answer:
    cycles = found.course.therapy.cycles
    return Answer(len(cycles), lambda: f"{len(cycles)} cycles were begun.")


def cycles_group(found: Findings) -> Answer:
    given = len(found.course.therapy.cycles)
    if not given:
        return not_derived("no cycle is recorded")
    group = "1-2" if given <= 2 else "3-4" if given <= 4 else "5-6" if given <= 6 else ">6"
    return Answer(group, lambda: f"{given} cycles were begun.")


def salvage_line(found: Findings) -> Answer:
    return Answer(found.course.line.number, found.course.line.told)


def line_group(found: Findings) -> Answer:
    number = found.course.line.number
    if number is None:
        return Answer(None, found.course.line.told)
    return Answer(str(number) if number < 3 else "3+", lambda: f"Salvage line {number}.")


def prior_hsct(found: Findings) -> Answer:
    return treatment.prior_transplant(found.course)


def prior_blinatumomab(found: Findings) -> Answer:
    given = any(treatment.contains(before, treatment.BLINATUMOMAB) for before in found.course.earlier)
    return treatment.prior(found.course, "Blinatumomab", given)


def prior_inotuzumab(found: Findings) -> Answer:
    given = any(before.contains_inotuzumab for before in found.course.earlier)
    return treatment.prior(found.course, "Inotuzumab", given)


def prior_car_t(found: Findings) -> Answer:
    given = any(treatment.is_car_t(before) for before in found.course.earlier)
    return treatment.prior(found.course, "Treatment with CAR-T cells", given)


def is_index_inotuzumab(found: Findings) -> Answer:
    if not found.course.therapy.contains_inotuzumab:
        return Answer(False, "No inotuzumab was given.")
    first = not any(before.contains_inotuzumab for before in found.course.earlier)
    return Answer(first, "First regimen with inotuzumab." if first else "An earlier regimen had inotuzumab.")


IDENTITY = (
    Derivation("regimen_code", "Regimen", "", regimen_code, "A7"),
    Derivation("line_type", "Line type", "", line_type, "A7"),
    Derivation("start_on", "Start of the regimen", "date", start_on, "A7, C10"),
    Derivation("start_year", "Year of start", "year", start_year, "D1"),
    Derivation("drugs", "Drugs", "", drugs, "A7"),
    Derivation("contains_inotuzumab", "Contains inotuzumab", "", contains_inotuzumab_answer, "C4"),
    Derivation("is_combination", "Inotuzumab with chemotherapy", "", is_combination, "D1"),
    Derivation("contains_blinatumomab", "Contains blinatumomab", "", contains_blinatumomab, "A7"),
    Derivation("first_inotuzumab_on", "First dose of inotuzumab", "date", first_inotuzumab_on, "A7"),
    Derivation("inotuzumab_total_mg_m2", "Inotuzumab, all doses", "mg/m²", inotuzumab_total, "A8"),
    Derivation("inotuzumab_cycles", "Cycles with inotuzumab", "cycles", inotuzumab_cycles, "A8"),
    Derivation("dose_totals", "Doses of each course", "", dose_totals, "A8"),
    Derivation("cycles_given", "Cycles given", "cycles", cycles_given, "A8"),
    Derivation("cycles_group", "Cycles given, grouped", "", cycles_group, "D1"),
    Derivation("salvage_line", "Salvage line", "", salvage_line, "C3"),
    Derivation("line_group", "Salvage line, grouped", "", line_group, "C3"),
    Derivation("prior_hsct", "Transplant before", "", prior_hsct, "A7"),
    Derivation("prior_blinatumomab", "Blinatumomab before", "", prior_blinatumomab, "A7"),
    Derivation("prior_inotuzumab", "Inotuzumab before", "", prior_inotuzumab, "A7"),
    Derivation("prior_car_t", "CAR-T cells before", "", prior_car_t, "A7"),
    Derivation("is_index_inotuzumab", "First regimen with inotuzumab", "", is_index_inotuzumab, "D1"),
)
