"""Months as people count them: the same day of the month, or its last day."""

import calendar
from datetime import date


def add_months(day: date, months: int) -> date:
    """The day so many months later; 31 August and 6 months is the last day of February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
