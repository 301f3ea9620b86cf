from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from outcomes.computing import frame_of
from outcomes.models import Cohort
from outcomes.refresh import index_rows
from outcomes.second_witness import Witnessed, witnessed

FURTHEST_APART = 1e-6


class Command(BaseCommand):
    help = "Compute every survival curve, log-rank test and Cox model again with lifelines, and compare."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "cohorts", nargs="*", help="names of cohorts as in their addresses; all by default"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        cohorts = Cohort.objects.all()
        if options["cohorts"]:
            cohorts = cohorts.filter(slug__in=options["cohorts"])
        apart = [one for cohort in cohorts for one in self._witnessed(cohort) if _is_apart(one)]
        if apart:
            raise CommandError(f"{len(apart)} differ by more than {FURTHEST_APART:g}.", returncode=1)
        self.stdout.write(f"Nothing differs by more than {FURTHEST_APART:g}.")

    def _witnessed(self, cohort: Cohort) -> list[Witnessed]:
        self.stdout.write(cohort.name)
        found = list(witnessed(frame_of(index_rows(cohort))))
        for one in found:
            said = f"{one.statistic}, {one.grouping}: {one.what}, {one.compared} compared"
            self.stdout.write(f"  {said}, at most {one.largest_difference:.1e} apart")
        return found


def _is_apart(one: Witnessed) -> bool:
    return not one.largest_difference <= FURTHEST_APART
