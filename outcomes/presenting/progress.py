"""How far the background work has come, read from the outbox."""

from dataclasses import dataclass

from outcomes.loading import PatientEdit
from outcomes.models import Cohort, Rebuild


@dataclass(frozen=True, slots=True)
class Progress:
    """waiting: patients still to derive; stale: cohorts still to compute; rebuild: the one under way."""

    waiting: int
    stale: int
    rebuild: Rebuild | None

    @property
    def is_running(self) -> bool:
        return bool(self.waiting or self.stale)

    @property
    def percent(self) -> int:
        """How much of the rebuild is done. How many patients that are is not for everybody who waits."""
        total = max(self.rebuild.total if self.rebuild else 0, self.waiting)
        return 100 * (total - self.waiting) // total if total else 0


def progress_of_refresh() -> Progress:
    return Progress(
        waiting=PatientEdit.objects.values("patient").distinct().count(),
        stale=Cohort.objects.in_use().filter(is_stale=True).count(),
        rebuild=Rebuild.objects.filter(finished_at=None).first(),
    )
