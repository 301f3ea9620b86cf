"""Two publications, printed beside computed. Printed figures are data; what computes never reads them."""

from outcomes.replication.comparing import DIFFERS, EXPLAINED, MATCH, Replicated, rows

__all__ = ["DIFFERS", "EXPLAINED", "MATCH", "Replicated", "rows"]
