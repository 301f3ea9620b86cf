"""Making, checking and revoking the tokens by which programs read."""

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from outcomes.models import ApiToken, ApiTokenEvent
from registry.models import User

LONGEST_DAYS = 90
MOST_TOKENS = 10
PREFIX = "rrall_"
RANDOM_BYTES = 32
# How exactly the last use is known: a program that asks often does not write each time.
LAST_USED_WITHIN = timedelta(minutes=1)


@transaction.atomic
def create_token(owner: User, name: str, days: int) -> tuple[ApiToken, str]:
    """The token and its secret, which is not stored and cannot be shown again. ValidationError in words."""
    if not 1 <= days <= LONGEST_DAYS:
        raise ValidationError({"days": f"A token lasts between 1 and {LONGEST_DAYS} days."})
    # Requests of the same person wait for each other, so that none passes the limit.
    User.objects.select_for_update().get(pk=owner.pk)
    if valid_tokens(owner) >= MOST_TOKENS:
        raise ValidationError(f"You have {MOST_TOKENS} tokens that are valid. Revoke one of them first.")
    secret = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    expires_at = timezone.now() + timedelta(days=days)
    token = ApiToken(owner=owner, name=name, digest=digest_of(secret), expires_at=expires_at)
    token.full_clean()
    token.save()
    ApiTokenEvent.objects.create(token=token, action=ApiTokenEvent.Action.CREATED, by=owner)
    return token, secret


def valid_tokens(owner: User) -> int:
    return ApiToken.objects.filter(owner=owner, revoked_at=None, expires_at__gt=timezone.now()).count()


@transaction.atomic
def revoke_token(token: ApiToken, by: User) -> None:
    """End a token now; once is enough."""
    found = ApiToken.objects.select_for_update().get(pk=token.pk)
    if found.revoked_at is None:
        found.revoked_at = timezone.now()
        found.save(update_fields=["revoked_at"])
        ApiTokenEvent.objects.create(token=found, action=ApiTokenEvent.Action.REVOKED, by=by)


def digest_of(secret: str) -> str:
    """Of 256 random bits, which no list of guesses holds: a plain digest is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def owner_of(secret: str) -> User | None:
    """Whose token it is, read anew each time; None if it is unknown, ended, or its owner is disabled."""
    token = ApiToken.objects.select_related("owner").filter(digest=digest_of(secret)).first()
    if token is None or not token.is_valid or not token.owner.is_active:
        return None
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > LAST_USED_WITHIN:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    owner: User = token.owner
    return owner
