"""A hospital without the demo makes its first users on the command line."""

import pytest
from django.core.management import CommandError, call_command

from registry.models import User
from tests.registry import records

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("REGISTRY_NEW_PASSWORD", records.PASSWORD)


def test_a_user_gets_role_sites_and_password(capsys):
    site = records.site("KFB")
    call_command("add_user", "mara", role="coordinator", site=["KFB"])
    user = User.objects.get(username="mara")
    assert (user.role, list(user.sites.all())) == ("coordinator", [site])
    assert user.check_password(records.PASSWORD)
    assert "research coordinator at Hospital KFB" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "site", "sentence"),
    [("mara", ["XX"], "no site XX"), ("", [], "cannot be blank"), ("coordinator", [], "already exists")],
)
def test_what_cannot_be_is_refused_with_a_sentence(name, site, sentence):
    records.user("coordinator")
    with pytest.raises(CommandError, match=sentence):
        call_command("add_user", name, role="monitor", site=site)
    assert User.objects.count() == 1


def test_a_weak_password_is_refused(monkeypatch):
    monkeypatch.setenv("REGISTRY_NEW_PASSWORD", "password")
    with pytest.raises(CommandError, match="too short"):
        call_command("add_user", "mara", role="monitor")
    assert not User.objects.exists()
