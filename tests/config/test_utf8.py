"""What a request says of its encoding is not heard: the rest of its type is."""

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from config.utf8 import read_as_utf8


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        ("text/plain; charset=rot13", "text/plain"),
        ('text/plain;CHARSET="utf-7"', "text/plain"),
        ("multipart/form-data; charset=utf-7; boundary=x", "multipart/form-data; boundary=x"),
        ("multipart/form-data; boundary=x", "multipart/form-data; boundary=x"),
        ("", ""),
    ],
)
def test_no_encoding_but_utf8_is_heard(sent, heard):
    environ = RequestFactory()._base_environ(CONTENT_TYPE=sent, QUERY_STRING="a=%2B2AA-%C3%A9")
    request = read_as_utf8(lambda environ, _: WSGIRequest(environ))(environ, None)
    assert request.META["CONTENT_TYPE"] == heard
    assert request.GET["a"] == "+2AA-é"
