"""Prints all that is derived of every designed patient: `python -m tests.outcomes.everything_derived PLACE`.

PLACE, if given: of compiled derivations, which are then used. Django is set up after that, as in the
processes that use them.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from outcomes import compiled


def everything() -> Iterator[Any]:
    import django

    django.setup()
    from outcomes.derivations import answers_for_records, derive
    from outcomes.derivations.date_bounds import date_bounds
    from outcomes.history_from_rows import history_from_rows
    from tests.outcomes.demo.plain_charts import charts, rows_of

    for chart in (*charts("A"), *charts("B")):
        history = history_from_rows(rows_of(chart))
        derived = derive(history)
        yield [(row.regimen_id, dict(row.values), dict(row.why)) for row in derived]
        yield date_bounds(history, derived)
        answers = answers_for_records(history)
        yield [(line, answer.value, answer.why) for line, answer in answers.salvage_line_by_regimen.items()]
        yield answers.genetic_group.why


def main() -> None:
    if sys.argv[1:] and not compiled.use(Path(sys.argv[1])):
        raise SystemExit("Nothing is compiled there.")
    for value in everything():
        sys.stdout.write(f"{json.dumps(value, default=str)}\n")
    import outcomes.derivations

    sys.stderr.write(f"{Path(outcomes.derivations.__file__).suffix}\n")


if __name__ == "__main__":
    main()
