"""The only writers of the registry: each action is one transaction and leaves a trace."""

from registry.actions.queries import answer_query, close_query, raise_query
from registry.actions.saving import (
    RecordLocked,
    Saved,
    StaleRecord,
    complete_drafts,
    enrol,
    save_record,
    save_records,
)
from registry.actions.withdrawing import HasDependents, restore_record, withdraw_record

__all__ = [
    "HasDependents",
    "RecordLocked",
    "Saved",
    "StaleRecord",
    "answer_query",
    "close_query",
    "complete_drafts",
    "enrol",
    "raise_query",
    "restore_record",
    "save_record",
    "save_records",
    "withdraw_record",
]
