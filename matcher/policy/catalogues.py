"""Who may do what with the catalogues of other platforms."""

from enum import StrEnum

from matcher.policy.permission import Permission, Rules, administrators, anybody
from models.api_token import Scope


class CatalogueAction(StrEnum):
    """What can be done."""

    SEE = "catalogue.see"
    ADD = "catalogue.add"
    BRING = "catalogue.bring"


RULES: Rules = {
    CatalogueAction.SEE: Permission(Scope.READ, anybody),
    CatalogueAction.ADD: Permission(Scope.ADMINISTER, administrators),
    CatalogueAction.BRING: Permission(Scope.ADMINISTER, administrators),
}
