"""The only writers of the registry: each action is one transaction and leaves a trace."""

from registry.actions.confirming import Confirmation, confirm_finding, save_confirmed
from registry.actions.double_entry import draw_sample, enter_again
from registry.actions.keeping import (
    AlreadySaved,
    JustMade,
    can_be_kept,
    discard,
    forget_old,
    keep,
    save_answers,
)
from registry.actions.moving import MOVES, Move, move_record, moves_from
from registry.actions.queries import answer_query, close_query, raise_queries, raise_query, reopen_query
from registry.actions.restoring import restore_value
from registry.actions.saving import (
    RecordLocked,
    Saved,
    StaleRecord,
    complete_drafts,
    enrol,
    save_record,
    save_records,
)
from registry.actions.signing import latest_signature, sign_record
from registry.actions.withdrawing import HasDependents, restore_record, withdraw_record
from registry.actions.work import settle_all_work_items, settle_work_items

__all__ = [
    "MOVES",
    "AlreadySaved",
    "Confirmation",
    "HasDependents",
    "JustMade",
    "Move",
    "RecordLocked",
    "Saved",
    "StaleRecord",
    "answer_query",
    "can_be_kept",
    "close_query",
    "complete_drafts",
    "confirm_finding",
    "discard",
    "draw_sample",
    "enrol",
    "enter_again",
    "forget_old",
    "keep",
    "latest_signature",
    "move_record",
    "moves_from",
    "raise_queries",
    "raise_query",
    "reopen_query",
    "restore_record",
    "restore_value",
    "save_answers",
    "save_confirmed",
    "save_record",
    "save_records",
    "settle_all_work_items",
    "settle_work_items",
    "sign_record",
    "withdraw_record",
]
