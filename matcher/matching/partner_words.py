"""Third partners told: one sentence and the evidence of each, in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from babel.numbers import format_decimal

from locales import translate
from matcher.matching.mechanisms import Coverage, Fit
from matcher.matching.partners import Partner
from matcher.matching.ties import Past
from models import taxonomy
from models.mechanism import Call, MechanismKind
from scoring.sentence import quoted

NAMED = 2
"""How many past exchanges a sentence names a side; the evidence holds them all."""


def partner_data(partner: Partner, language: str) -> dict[str, Any]:
    """A third partner as JSON-ready data: who, why, and the identifiers of what speaks for it."""
    mechanism = [partner.fit.mechanism.id] if partner.fit else []
    learned, taught = partner.ties.with_side("requester"), partner.ties.with_side("provider")
    return {
        "kind": partner.kind,
        "id": partner.who,
        "name": partner_name(partner, language),
        "why": partner_sentence(partner, language),
        "evidence": {
            "identifiers": list(dict.fromkeys([*mechanism, *(one.exchange for one in [*learned, *taught])])),
            "mechanism": _mechanism(partner.fit) if partner.fit else None,
            "with_requester": [asdict(one) for one in learned],
            "with_provider": [asdict(one) for one in taught],
        },
    }


def partner_name(partner: Partner, language: str) -> str:
    """What to call it: a country's name, or the organization's with that of its mechanism."""
    if partner.organization is None:
        return taxonomy.country_name(partner.who, language)
    short = partner.organization.short_name
    return f"{short}: {partner.fit.mechanism.name}" if partner.fit else partner.organization.name


def partner_sentence(partner: Partner, language: str) -> str:
    """Why it is suggested."""
    text = translate("; ", language).join([*_support(partner, language), *_history(partner, language)])
    return f"{text[0].upper()}{text[1:]}."


def _support(partner: Partner, language: str) -> Iterable[str]:
    """What its mechanism covers, can pay for and asks."""
    if partner.fit is None:
        return
    fit, mechanism = partner.fit, partner.fit.mechanism
    open_to = translate("it serves {requester} and {provider}", language)
    if fit.coverage == Coverage.SUPPORT_MATRIX:
        open_to = translate("its organization supports {requester} and {provider}", language)
    yield open_to.format(**_sides(partner, language))
    if fit.sectors:
        names = [taxonomy.sectors()[slug].names[language] for slug in fit.sectors]
        yield translate("its sectors include {sectors}", language).format(sectors=", ".join(names))
    else:
        yield translate("it is open to every sector", language)
    yield _means(fit, language)
    if (mechanism.minimum_countries or 0) > 2:
        told = translate("it asks for at least {count} countries", language)
        yield told.format(count=mechanism.minimum_countries)
    if mechanism.call:
        yield _call(Call(mechanism.call), language)


def _means(fit: Fit, language: str) -> str:
    mechanism = fit.mechanism
    names = ", ".join(taxonomy.modalities()[slug].names[language] for slug in fit.modalities)
    if not names:
        return translate("which modalities it supports is not known", language)
    if mechanism.ceiling_amount:
        amount = f"{format_decimal(mechanism.ceiling_amount, locale=language)} {mechanism.ceiling_currency or ''}"
        told = translate("it can pay for {modalities}, up to {amount}", language)
        return told.format(modalities=names, amount=amount.strip())
    if mechanism.kind == MechanismKind.FUND:
        return translate("it can pay for {modalities}", language).format(modalities=names)
    return translate("it can support {modalities}", language).format(modalities=names)


def _call(call: Call, language: str) -> str:
    return {
        Call.ROLLING: translate("it takes applications at any time", language),
        Call.YEARLY: translate("it takes applications once a year", language),
        Call.BIENNIAL: translate("it takes applications every two years", language),
        Call.ON_REQUEST: translate("it acts on request", language),
    }[call]


def _history(partner: Partner, language: str) -> Iterable[str]:
    """The past exchanges with each side, told once where they are the same."""
    learned, taught = partner.ties.with_side("requester")[:NAMED], partner.ties.with_side("provider")[:NAMED]
    supported = translate("it facilitated or funded {exchanges} with {country}", language)
    shared = translate("it exchanged with {country} in {exchanges}", language)
    phrase = shared if partner.organization is None else supported
    if learned == taught and learned:
        both = translate("{requester} and {provider}", language).format(**_sides(partner, language))
        yield phrase.format(exchanges=_titles(learned, language), country=both)
        return
    for side, past in (("requester", learned), ("provider", taught)):
        if past:
            yield phrase.format(exchanges=_titles(past, language), country=_sides(partner, language)[side])


def _sides(partner: Partner, language: str) -> dict[str, str]:
    asked = partner.cooperation
    return {
        "requester": taxonomy.country_name(asked.requester, language),
        "provider": taxonomy.country_name(asked.provider, language),
    }


def _titles(past: Sequence[Past], language: str) -> str:
    return ", ".join(f"{quoted(one.title, language)}{f' ({one.year})' if one.year else ''}" for one in past)


def _mechanism(fit: Fit) -> dict[str, Any]:
    mechanism = fit.mechanism
    facts = ("id", "organization", "kind", "ceiling_amount", "ceiling_currency", "minimum_countries", "who_may_ask")
    told = {name: getattr(mechanism, name) for name in (*facts, "call")}
    return told | {"known_by": fit.coverage, "sectors": list(fit.sectors), "modalities": list(fit.modalities)}
