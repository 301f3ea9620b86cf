"""A hospital, for tests that need no particular one."""

import pytest

from registry.models import Site
from tests.registry import records


@pytest.fixture
def site(db) -> Site:
    return records.site()
