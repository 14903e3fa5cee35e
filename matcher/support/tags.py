"""Whether a mechanism serves the sector, and the way in which knowledge travels."""

from locales.messages import Message
from matcher.matching.mechanisms import ANY_SECTOR
from matcher.support.answers import Answer, Checked, Rule
from matcher.support.case import Case
from matcher.support.naming import modality_names, sector_names
from models.mechanism import Mechanism


def check_sector(case: Case, mechanism: Mechanism) -> Checked:
    """Yes where they share a sector, or the mechanism is open to every one."""
    shared = [one for one in mechanism.sectors if one in case.sectors]
    if shared:
        reason = Message("Its sectors include {sectors}.", sectors=sector_names(shared))
        return Checked(Rule.SECTOR, Answer.YES, reason)
    if ANY_SECTOR in mechanism.sectors:
        return Checked(Rule.SECTOR, Answer.YES, Message("It is open to every sector."))
    if not mechanism.sectors:
        return Checked(Rule.SECTOR, Answer.ASK, Message("Its document names no sector."))
    theirs = sector_names(mechanism.sectors)
    if not case.sectors:
        reason = Message("No sector is named here; its sectors are {theirs}.", theirs=theirs)
        return Checked(Rule.SECTOR, Answer.ASK, reason)
    reason = Message("Its sectors are {theirs}; this is about {ours}.", theirs=theirs, ours=sector_names(case.sectors))
    return Checked(Rule.SECTOR, Answer.NO, reason)


def check_modality(case: Case, mechanism: Mechanism) -> Checked:
    """Yes where the mechanism names one of the ways that are wanted."""
    shared = [one for one in mechanism.modalities if one in case.modalities]
    if shared:
        reason = Message("It supports {modalities}.", modalities=modality_names(shared))
        return Checked(Rule.MODALITY, Answer.YES, reason)
    if not mechanism.modalities:
        return Checked(Rule.MODALITY, Answer.ASK, Message("Its document does not say what forms it supports."))
    theirs = modality_names(mechanism.modalities)
    if not case.modalities:
        reason = Message("No form is named here; it supports {theirs}.", theirs=theirs)
        return Checked(Rule.MODALITY, Answer.ASK, reason)
    ours = modality_names(case.modalities)
    reason = Message("It supports {theirs}; wanted here: {ours}.", theirs=theirs, ours=ours)
    return Checked(Rule.MODALITY, Answer.NO, reason)
