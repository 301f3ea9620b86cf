"""Django's admin at its kindest: every model, and none of the registry's own columns to step over."""

from django.contrib import admin
from django.contrib.admin.exceptions import AlreadyRegistered
from django.urls import path

from registry.record_types import RECORD_TYPES

TECHNICAL = ("status", "version", "missing", "form_key", "withdrawn_at", "changed_at")

for kind in RECORD_TYPES.values():
    names = {column.name for column in kind.model._meta.concrete_fields if column.editable}
    options = {"exclude": tuple(name for name in TECHNICAL if name in names)}
    try:
        admin.site.register(kind.model, type(f"{kind.model.__name__}Admin", (admin.ModelAdmin,), options))
    except AlreadyRegistered:
        continue

urlpatterns = [path("admin/", admin.site.urls)]
