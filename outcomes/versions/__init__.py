"""Freezing the results of a cohort, making them again from the audit trail, and comparing them."""
