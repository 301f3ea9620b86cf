"""What follows from the analysis table: pure functions over arrays and data frames, with frozen results.

Nothing here knows the web, the database or one cohort in particular. Times are whole days throughout;
months (days / 30.4375) appear only where a result is shown or a rate is asked for.
"""
