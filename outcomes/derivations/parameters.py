"""Every number that a derivation depends on, under its name; the defaults are the registry's conventions."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scheme:
    """Response criteria: count limits are ×10⁹/L, `remission_blasts` is percent of marrow cells.

    `counts_above`: recovery means above the limit, not at it. `blasts_up_to`: the blast limit itself is
    still a remission. `incomplete`: the code for partly recovered counts, "" where the scheme has none.
    """

    code: str
    version: str
    incomplete: str = ""
    has_mlfs: bool = False
    must_last: bool = False
    counts_above: bool = False
    blasts_up_to: bool = False
    remission_blasts: float = 5.0
    anc_full: float = 1.0
    platelets_full: float = 100.0
    anc_partial: float = 0.5
    platelets_partial: float = 50.0


SCHEMES = (
    Scheme("MDACC", "MDACC 2012", incomplete="CRp"),
    Scheme("NCCN", "NCCN 2024", incomplete="CRh"),
    Scheme("ELN2024", "ELN 2024", has_mlfs=True, counts_above=True),
    Scheme("CIBMTR", "CIBMTR FIM 2400", must_last=True),
)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The choices of one analysis. Windows are days relative to the day named; both ends belong to them."""

    scheme: str = "MDACC"
    schemes: tuple[Scheme, ...] = SCHEMES
    partial_dates: str = "imputed"
    """Where a part of a date is unknown: "imputed" (C10), or its "earliest" or "latest" possible day."""

    # Response (C1, C2)
    partial_remission_blasts: float = 25.0
    partial_remission_fall: float = 0.5
    progression_rise: float = 1.25
    progression_points: float = 5.0
    counts_window_days: tuple[int, int] = (-7, 14)
    durable_days: int = 28
    early_death_days: int = 30

    # Salvage line (C3) and failure (C4, C5)
    one_regimen_days: int = 7
    count_mrd_directed: bool = False
    relapse_confirmed_within_days: int = 28

    # MRD (C6)
    mrd_sensitivity: float = 1e-4
    mrd_negative_below: float = 1e-4
    mrd_before_response_days: int = 14

    # Endpoints (C7)
    efs_failure_day: int | None = 1
    """Day of the event for a patient who did not respond; None means the day of the assessment."""
    efs_cycles: int = 2
    relapse_free_until: str = "last_assessment"
    """Where patients without event leave RFS, EFS, DOR and CIR: "last_assessment" or "last_alive"."""
    transplant_types: tuple[str, ...] = ("allo", "syngeneic")

    # VOD/SOS (C8), safety and laboratory
    vod_criteria: str = "ebmt2016"
    classical_vod_days: int = 21
    safety_days_after_last_dose: int = 30
    low_platelets: float = 50.0
    prolonged_thrombocytopenia_days: int = 28
    baseline_window_days: tuple[int, int] = (-28, 0)
    failure_window_days: tuple[int, int] = (-14, 28)

    # Genetics (A5)
    complex_karyotype_count: int = 5
    hypodiploid_below: int = 44
    normal_metaphases: int = 20
