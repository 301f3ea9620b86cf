"""Adverse events and VOD."""

import pandas as pd

from outcomes.statistics import endpoints, safety
from outcomes.statistics import groupings as by
from outcomes.statistics import vod as vod_rows
from outcomes.statistics.analysis_sets import TRANSPLANTED, TRANSPLANTED_WITHOUT_VOD, TREATED
from outcomes.statistics.catalogue.statistic import CLINICAL, Statistic
from outcomes.statistics.curves import incidence_result
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.options import NOTHING_CHOSEN, Chosen
from outcomes.statistics.results import IncidenceResult, ProportionsResult, ToxicityResult


def adverse_events(frame: pd.DataFrame, grouping: Grouping) -> ToxicityResult:
    """Adverse events by worst grade per patient.

    They count from regimen start to 30 days after the last dose, or to the next therapy. Versions of CTCAE
    grade differently and are never pooled. The denominator is everyone treated, under whichever version, with
    exact limits for any grade, for grades 3–4 and for grade 3 or more (which includes death from the event).
    """
    return safety.toxicity_table(frame, grouping)


def vod(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Veno-occlusive disease (sinusoidal obstruction syndrome), on treatment and after transplantation.

    Criteria and severity follow EBMT (Mohty et al., Bone Marrow Transplant 2016;51:906–12); cases from before
    them are named as reported. VOD after transplantation counts however late it comes. Limits are exact.
    """
    return safety.vod_table(frame, grouping)


def vod_by_exposure(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """VOD / SOS with and without inotuzumab, by its total dose and by its cycles, of all treated.

    Doses end when VOD begins, and patients who die early get few: these rows describe, they do not compare.
    Bands of dose follow the label, 1.8 mg/m² in the first cycle and 1.5 mg/m² in the second. Limits are
    exact.
    """
    return vod_rows.vod_by_exposure(frame, grouping)


def vod_after_transplant(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """VOD / SOS after transplantation by inotuzumab before it, the interval since, and the conditioning.

    Interval from the last dose of the regimen to day 0. Two alkylating agents in the conditioning are named
    as a risk in the label of inotuzumab. VOD counts here that the site relates to the transplantation, or
    that began on day 0 or later. Limits are exact.
    """
    return vod_rows.vod_after_transplant(frame, grouping)


def incidence_of_vod(
    frame: pd.DataFrame, grouping: Grouping, chosen: Chosen = NOTHING_CHOSEN
) -> IncidenceResult:
    """Cumulative incidence of VOD / SOS from regimen start, death without it competing.

    Groups are formed by what is known at the start: dose and cycles come later, and whoever gets more of them
    has lived longer without VOD. A later line does not censor, because VOD of the regimen counts however late
    it comes. Aalen–Johansen estimate; Gray's test (Ann Stat 1988;16:1141–54).
    """
    return incidence_result(frame, endpoints.VOD, grouping, chosen)


def incidence_of_vod_after_transplant(
    frame: pd.DataFrame, grouping: Grouping, chosen: Chosen = NOTHING_CHOSEN
) -> IncidenceResult:
    """Cumulative incidence of VOD / SOS from the day of transplantation, death without it competing.

    Groups are as they were on that day: inotuzumab until then, the interval since its last dose, and the
    conditioning. Patients with VOD before are left out and counted. Aalen–Johansen estimate; Gray's test.
    """
    return incidence_result(frame, endpoints.VOD_AFTER_TRANSPLANT, grouping, chosen)


BY_TREATMENT = (by.OVERALL, by.SALVAGE_LINE, by.COMBINATION, by.REGIMEN, by.SITE)
AT_START = (by.OVERALL, by.INOTUZUMAB, *CLINICAL[1:])
AT_TRANSPLANT = (
    by.OVERALL,
    by.INOTUZUMAB,
    by.DOSE_BEFORE,
    by.CYCLES_BEFORE,
    by.INTERVAL,
    by.CONDITIONING,
    by.CONDITIONING_REGIMEN,
    by.DUAL_ALKYLATOR,
    *CLINICAL[1:],
)

STATISTICS = (
    Statistic("adverse-events", "Adverse events", "safety", TREATED, CLINICAL, adverse_events),
    Statistic("vod", "VOD / SOS", "safety", TREATED, CLINICAL, vod),
    Statistic("vod-by-exposure", "VOD / SOS by inotuzumab", "safety", TREATED, BY_TREATMENT, vod_by_exposure),
    Statistic("incidence-of-vod", "Incidence of VOD / SOS", "safety", TREATED, AT_START, incidence_of_vod),
    Statistic(
        "vod-after-transplant",
        "VOD / SOS after transplantation",
        "safety",
        TRANSPLANTED,
        BY_TREATMENT,
        vod_after_transplant,
    ),
    Statistic(
        "incidence-of-vod-after-transplant",
        "Incidence of VOD / SOS after transplantation",
        "safety",
        TRANSPLANTED_WITHOUT_VOD,
        AT_TRANSPLANT,
        incidence_of_vod_after_transplant,
    ),
)
