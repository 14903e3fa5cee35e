"""Why applications are approved or declined, in words; each is a text of the source that is told in any language."""

from collections.abc import Mapping

from models.application_schemas import OutcomeReason

REASON_TEXTS: Mapping[OutcomeReason, str] = {
    OutcomeReason.CRITERIA_MET: "It meets the criteria of the call",
    OutcomeReason.APPROVED_IN_PART: "It was approved in part",
    OutcomeReason.OUT_OF_FUNDS: "The funds of this call are used up",
    OutcomeReason.OTHERS_BETTER: "Other applications met the criteria better",
    OutcomeReason.NOT_ELIGIBLE: "It breaks a rule of the call",
    OutcomeReason.OUT_OF_SCOPE: "It lies outside the subject of the call",
    OutcomeReason.INCOMPLETE: "Papers or information were missing",
    OutcomeReason.OTHER: "Another reason, given in a note",
}
