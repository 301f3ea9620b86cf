"""Adverse events and VOD."""

import pandas as pd

from outcomes.statistics import safety
from outcomes.statistics.analysis_sets import TREATED
from outcomes.statistics.catalogue.statistic import CLINICAL, Statistic
from outcomes.statistics.groupings import Grouping
from outcomes.statistics.results import ProportionsResult, ToxicityResult


def adverse_events(frame: pd.DataFrame, grouping: Grouping) -> ToxicityResult:
    """Adverse events by worst grade per patient.

    They count from regimen start to 30 days after the last dose, or to the next therapy. Versions of CTCAE
    grade differently and are never pooled. The denominator is everyone treated, with exact limits for grades
    3–4 and for grade 3 or more (which includes death from the event).
    """
    return safety.toxicity_table(frame, grouping)


def vod(frame: pd.DataFrame, grouping: Grouping) -> ProportionsResult:
    """Veno-occlusive disease (sinusoidal obstruction syndrome), on treatment and after transplantation.

    Criteria and severity follow EBMT (Mohty et al., Bone Marrow Transplant 2016;51:906–12); cases from before
    them are named as reported. VOD after transplantation counts however late it comes. Limits are exact.
    """
    return safety.vod_table(frame, grouping)


STATISTICS = (
    Statistic("adverse-events", "Adverse events", "safety", TREATED, CLINICAL, adverse_events),
    Statistic("vod", "VOD / SOS", "safety", TREATED, CLINICAL, vod),
)
