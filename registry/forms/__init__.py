"""Forms: order and sections only. Labels, help, choices and limits come from the model."""

from registry.forms.record import RecordForm

__all__ = ["RecordForm"]
