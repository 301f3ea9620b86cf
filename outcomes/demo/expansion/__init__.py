"""Writes the full chart of a designed patient: every record that a coordinator would have entered."""

from random import Random

from outcomes.demo.designed import Designed
from outcomes.demo.expansion import enrolment
from outcomes.demo.expansion.afterwards import failure, next_therapy
from outcomes.demo.expansion.assessments import index_assessments, residual_disease
from outcomes.demo.expansion.chart import Chart
from outcomes.demo.expansion.genetics import genetics
from outcomes.demo.expansion.harm import adverse_events, veno_occlusive
from outcomes.demo.expansion.index_regimen import index_regimen
from outcomes.demo.expansion.labs import labs
from outcomes.demo.expansion.past import past
from outcomes.demo.expansion.transplants import index_transplant
from outcomes.demo.expansion.vital import follow_ups
from registry.models import Site

# In this order: later chapters read what earlier ones have written.
CHAPTERS = (
    enrolment.consent,
    enrolment.diagnosis,
    genetics,
    past,
    index_regimen,
    index_assessments,
    residual_disease,
    index_transplant,
    failure,
    next_therapy,
    labs,
    veno_occlusive,
    adverse_events,
    follow_ups,
)


def expand(designed: Designed, site: Site) -> Chart:
    """The chart of one patient, unsaved; the same for every run."""
    random = Random(f"synthetic patient {designed.code}")
    chart = Chart(designed, enrolment.patient(designed, site), random, enrolment.body(designed, random))
    for chapter in CHAPTERS:
        chapter(chart)
    return chart
