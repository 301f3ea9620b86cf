import socket

import pytest

from config.run.console import CannotRun
from config.run.ports import LOOPBACK, answers_http, free_port, require_free_port


def test_a_free_port_is_accepted():
    require_free_port(free_port())


def test_a_port_in_use_is_named_together_with_the_way_out():
    with socket.create_server((LOOPBACK, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotRun, match=rf"^Port {port} is in use .* make run PORT=\d+$"):
            require_free_port(port)


def test_nothing_answers_on_a_free_port():
    assert not answers_http(free_port())
