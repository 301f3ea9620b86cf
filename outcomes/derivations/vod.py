"""Veno-occlusive disease (VOD/SOS): criteria met and severity (C8; EBMT 2016, Mohty et al.; EBMT 2023)."""

from dataclasses import dataclass
from datetime import date

from outcomes.derivations.answers import Answer, not_derived
from outcomes.derivations.parameters import Parameters
from outcomes.history import History, VodReport

SEVERITIES = ("mild", "moderate", "severe", "very_severe")
EBMT_2016_YEAR = 2016
BILIRUBIN, WEIGHT_GAIN, HVPG = 2.0, 5.0, 10.0


@dataclass(frozen=True, slots=True)
class Signs:
    """Which signs of VOD/SOS were recorded as present; what is unknown counts as absent."""

    bilirubin: bool
    hepatomegaly: bool
    weight_gain: bool
    ascites: bool
    haemodynamic: bool
    proven: bool

    @property
    def clinical(self) -> int:
        """How many of hepatomegaly, weight gain and ascites."""
        return self.hepatomegaly + self.weight_gain + self.ascites

    @property
    def classical(self) -> bool:
        return self.bilirubin and self.clinical >= 2


def signs_of(report: VodReport) -> Signs:
    return Signs(
        bilirubin=report.bilirubin_max is not None and report.bilirubin_max >= BILIRUBIN,
        hepatomegaly=report.painful_hepatomegaly == "yes",
        weight_gain=report.weight_gain_pct is not None and report.weight_gain_pct > WEIGHT_GAIN,
        ascites=report.ascites == "yes",
        haemodynamic=report.doppler_evidence == "yes" or (report.hvpg or 0.0) >= HVPG,
        proven=report.biopsy_proven == "yes",
    )


def transplant_before(report: VodReport, history: History) -> date | None:
    """Day 0 of the transplant that the VOD followed: the one it names, else the last before its onset."""
    named = next((hct.infused_on for hct in history.transplants if hct.id == report.transplant_id), None)
    if named or report.relation == "on_ino_no_hct":
        return named
    onset = report.onset.analysis if report.onset else None
    before = [hct.infused_on for hct in history.transplants if onset and hct.infused_on <= onset]
    return max(before, default=None)


def criteria(report: VodReport, transplanted_on: date | None, parameters: Parameters | None = None) -> Answer:
    """Which diagnostic criteria are met; `transplanted_on` is day 0, None for VOD without transplant."""
    parameters = parameters or Parameters()
    signs = signs_of(report)
    if parameters.vod_criteria == "ebmt2023":
        met = _criteria_2023(report, signs)
    else:
        met = _criteria_2016(report, signs, transplanted_on, parameters.classical_vod_days)
    return met or _unmet(report)


def _criteria_2016(
    report: VodReport, signs: Signs, transplanted_on: date | None, classical_days: int
) -> Answer | None:
    onset = report.onset.analysis if report.onset else None
    day = (onset - transplanted_on).days if onset and transplanted_on else None
    if day is not None and 0 <= day <= classical_days:
        if signs.classical:
            return Answer(
                "ebmt2016_classical",
                lambda: f"Bilirubin ≥2 mg/dL and {signs.clinical} clinical signs on day {day}.",
            )
        return None
    when = "without transplant" if day is None else f"on day {day}"
    if signs.proven:
        return Answer("ebmt2016_late", lambda: f"Proven by histology, {when}.")
    if signs.classical:
        return Answer(
            "ebmt2016_late", lambda: f"Bilirubin ≥2 mg/dL and {signs.clinical} clinical signs, {when}."
        )
    if signs.haemodynamic and signs.clinical + signs.bilirubin >= 2:
        found = signs.clinical + signs.bilirubin
        return Answer(
            "ebmt2016_late", lambda: f"{found} signs and haemodynamic or ultrasound evidence, {when}."
        )
    return None


def _criteria_2023(report: VodReport, signs: Signs) -> Answer | None:
    if signs.proven or (report.hvpg or 0.0) >= HVPG:
        return Answer("ebmt2023_proven", "Proven by histology or a venous pressure gradient ≥10 mmHg.")
    if signs.classical:
        return Answer("ebmt2023_clinical", lambda: f"Bilirubin ≥2 mg/dL and {signs.clinical} clinical signs.")
    found = signs.clinical + signs.bilirubin + signs.haemodynamic
    if found >= 2:
        return Answer("ebmt2023_probable", lambda: f"{found} of the five signs, ultrasound among them.")
    return None


def _unmet(report: VodReport) -> Answer:
    onset = report.onset.analysis if report.onset else None
    if onset and onset.year < EBMT_2016_YEAR:
        return Answer("reported_only", lambda: f"Reported on {onset}, before the EBMT criteria of 2016.")
    if report.bilirubin_max is None and report.weight_gain_pct is None:
        return Answer("reported_only", "Reported; the findings were not recorded.")
    return Answer("not_met", "The recorded findings do not meet the criteria.")


def severity(report: VodReport) -> Answer:
    """The highest grade that at least two findings reach; two risk factors raise it by one."""
    if report.mod == "yes":
        return Answer("very_severe", "Very severe: multi-organ dysfunction.")
    grades = _grades(report)
    reached = [grade for grade in range(4) if sum(found >= grade for found in grades) >= 2]
    if not reached:
        return not_derived("fewer than two findings that grade VOD were recorded")
    grade = reached[-1]
    raised = (report.risk_factor_count or 0) >= 2 and grade < len(SEVERITIES) - 1
    found, reported = (SEVERITIES[step].replace("_", " ") for step in (grade, grade + raised))
    why = f"{reported.capitalize()}: two or more findings reach {found}"
    return Answer(
        SEVERITIES[grade + raised], why + ("; raised by two or more risk factors." if raised else ".")
    )


def _grades(report: VodReport) -> list[int]:
    """The grade (0 mild to 3 very severe) of every finding that was recorded."""
    found = (
        _reached(report.bilirubin_max, (3.0, 5.0, 8.0)) if (report.bilirubin_max or 0) >= BILIRUBIN else None,
        _exceeded(report.transaminase_xuln, (2.0, 5.0, 8.0)),
        _reached(report.creatinine_x_baseline, (1.2, 1.5, 2.0)),
        _grade_of_weight(report.weight_gain_pct),
        _grade_of_speed(report),
        2 if report.bilirubin_doubling_48h == "yes" else None,
    )
    return [grade for grade in found if grade is not None]


def _reached(value: float | None, limits: tuple[float, ...]) -> int | None:
    return None if value is None else sum(value >= limit for limit in limits)


def _exceeded(value: float | None, limits: tuple[float, ...]) -> int | None:
    return None if value is None else sum(value > limit for limit in limits)


def _grade_of_weight(gain: float | None) -> int | None:
    """5 to 10% is found in both moderate and severe VOD, so it supports severe."""
    if gain is None:
        return None
    return 3 if gain >= 10.0 else 2 if gain >= 5.0 else 0


def _grade_of_speed(report: VodReport) -> int | None:
    """Days from the first symptom to the diagnosis: over 7 mild, 5 to 7 moderate, up to 4 severe."""
    first = report.first_symptom.analysis if report.first_symptom else None
    onset = report.onset.analysis if report.onset else None
    if first is None or onset is None or onset < first:
        return None
    days = (onset - first).days
    return 2 if days <= 4 else 1 if days <= 7 else 0
