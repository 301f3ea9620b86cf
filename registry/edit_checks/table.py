"""Every edit check of the registry, in the order in which findings are listed."""

from registry.edit_checks.dates import DATES
from registry.edit_checks.definition import EditCheck
from registry.edit_checks.diagnosis import DIAGNOSIS
from registry.edit_checks.doses import DOSES
from registry.edit_checks.followup import FOLLOW_UP
from registry.edit_checks.labs import LABS
from registry.edit_checks.limits import LIMITS
from registry.edit_checks.mrd import MRD
from registry.edit_checks.patients import PATIENTS
from registry.edit_checks.response import RESPONSE
from registry.edit_checks.safety import SAFETY
from registry.edit_checks.transplant import TRANSPLANT
from registry.edit_checks.treatment import OPEN_REGIMENS, REGIMENS
from registry.edit_checks.vod import VOD

EDIT_CHECKS: tuple[EditCheck, ...] = (
    *DATES,
    *PATIENTS,
    *DIAGNOSIS,
    *LIMITS,
    *LABS,
    *REGIMENS,
    *DOSES,
    *OPEN_REGIMENS,
    *RESPONSE,
    *MRD,
    *TRANSPLANT,
    *VOD,
    *SAFETY,
    *FOLLOW_UP,
)
