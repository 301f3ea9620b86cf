from pathlib import Path

import pytest

from config.run.console import CannotRun
from config.run.var_folder import VarFolder


def test_a_secret_is_made_once_and_then_kept(tmp_path: Path):
    first, later = VarFolder(tmp_path), VarFolder(tmp_path)
    assert first.secret_key == later.secret_key
    assert first.demo_password == later.demo_password


def test_secrets_are_readable_by_their_owner_only(tmp_path: Path):
    assert VarFolder(tmp_path).secret_key
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_two_installations_have_different_secrets(tmp_path: Path):
    (tmp_path / "other").mkdir()
    assert VarFolder(tmp_path).secret_key != VarFolder(tmp_path / "other").secret_key


def test_the_demo_password_is_as_long_as_every_password_must_be(tmp_path: Path):
    assert len(VarFolder(tmp_path).demo_password) >= 12


def test_a_folder_in_use_is_refused_and_free_again_afterwards(tmp_path: Path):
    folder, same = VarFolder(tmp_path), VarFolder(tmp_path)
    with folder.held(), pytest.raises(CannotRun, match="is running already"), same.held():
        pass
    with same.held():
        pass
