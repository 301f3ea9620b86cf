"""The laboratory samples of a patient, found by their day."""

from bisect import bisect_right
from datetime import date

from registry.edit_checks.certainty import number
from registry.edit_checks.ordering import in_order
from registry.rows import Row


class Laboratory:
    """Samples of known date in order, and the site's reference ranges for a patient of this sex."""

    def __init__(self, labs: tuple[Row, ...], reference_ranges: tuple[Row, ...], sex: str | None) -> None:
        self.samples = tuple(row for _, row in in_order(labs, "sample_date"))
        self._reference_ranges = reference_ranges
        self._sexes = (sex, "any")
        self._by_field: dict[str, tuple[list[date], list[Row]]] = {}

    def last(self, field: str, day: date) -> Row | None:
        """The last sample with this value taken by that day."""
        days, rows = self._with(field)
        by_then = bisect_right(days, day)
        return rows[by_then - 1] if by_then else None

    def last_value(self, field: str, day: date) -> float | None:
        row = self.last(field, day)
        return number(getattr(row, field)) if row else None

    def values_before(self, sample: Row, field: str, days: int) -> list[float]:
        """Values of the samples taken before this one, no more than so many days ago."""
        earlier = self.samples[: self.samples.index(sample)]
        recent = (row for row in earlier if (sample.sample_date - row.sample_date).days <= days)
        return [float(value) for row in recent if (value := getattr(row, field)) is not None]

    def reference(self, analyte: str, day: date) -> Row | None:
        """The site's reference range on that day; one for the patient's sex goes before one for any sex."""
        fitting = [
            row
            for row in self._reference_ranges
            if row.analyte == analyte and row.sex in self._sexes and _is_valid(row, day)
        ]
        return min(fitting, key=lambda row: (self._sexes.index(row.sex), row.id), default=None)

    def _with(self, field: str) -> tuple[list[date], list[Row]]:
        """Days and rows of the samples with this value, in order of sampling."""
        if field not in self._by_field:
            rows = [row for row in self.samples if getattr(row, field) is not None]
            self._by_field[field] = [row.sample_date for row in rows], rows
        return self._by_field[field]


def _is_valid(reference: Row, day: date) -> bool:
    return (reference.valid_from or day) <= day <= (reference.valid_to or day)
