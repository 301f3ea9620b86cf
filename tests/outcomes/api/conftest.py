from tests.outcomes.remembered import remembered_results

__all__ = ["remembered_results"]
