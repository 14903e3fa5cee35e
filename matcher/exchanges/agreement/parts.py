"""What stands in an agreement, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import format_decimal

from locales import translate
from matcher.exchanges.agreement.paper import Paper
from matcher.exchanges.agreement.words import kind_word, role_word
from models import taxonomy
from models.cost_share import CostShare
from models.deployment import Deployment
from models.dossier import Dossier
from models.exchange import ExchangeParticipant
from models.exchange_schemas import Contact
from models.milestone import Milestone


@dataclass(frozen=True)
class Agreement:
    """Everything that an agreement tells; `names` are those of the organizations."""

    dossier: Dossier
    names: Mapping[str, str]
    milestones: Sequence[Milestone]
    deployments: Sequence[Deployment]
    costs: Sequence[CostShare]
    contacts: Sequence[Contact]

    @property
    def sides(self) -> list[ExchangeParticipant]:
        """Those who take part."""
        return [one for one in self.dossier.sides if one.accepted]

    def name(self, organization: str | None, country: str | None, language: str) -> str:
        """The name of a party: its organization's, else its country's."""
        return self.names.get(organization or "", "") or (taxonomy.country_name(country, language) if country else "")


def write_agreement(agreement: Agreement, *, language: str, now: datetime) -> bytes:
    """The agreement as a Word file."""

    def _(text: str) -> str:
        return translate(text, language)

    exchange = agreement.dossier.exchange
    paper = Paper(_("Cooperation agreement"), exchange.title, language=language, at=now)
    stand = _("Draft of {day}").format(day=_day(now.date(), language))
    paper.header(f"{exchange.id} · {stand}")
    paper.page_numbers(_("Page {page} of {pages}"))
    for write in (
        _parties,
        _objective,
        _duration,
        _activities,
        _experts,
        _contributions,
        _rules,
        _contacts,
        _signatures,
    ):
        write(paper, agreement, language)
    return paper.content()


def _parties(paper: Paper, agreement: Agreement, language: str) -> None:
    paper.heading(translate("The parties", language))
    columns = (translate("Role", language), translate("Organization", language), translate("Country", language))
    paper.table(
        columns,
        [
            (
                role_word(one.role, language),
                agreement.name(one.organization, one.country, language),
                taxonomy.country_name(one.country, language) if one.country else "",
            )
            for one in agreement.sides
        ],
    )


def _objective(paper: Paper, agreement: Agreement, language: str) -> None:
    exchange = agreement.dossier.exchange
    paper.heading(translate("Objective", language))
    paper.paragraphs(exchange.text or exchange.title)
    sectors = [taxonomy.sectors()[slug].names[language] for slug in exchange.sectors if slug in taxonomy.sectors()]
    if sectors:
        paper.paragraphs(translate("Sectors: {sectors}", language).format(sectors=", ".join(sectors)))
    if exchange.modality in taxonomy.modalities():
        modality = taxonomy.modalities()[str(exchange.modality)].names[language]
        paper.paragraphs(translate("Modality: {modality}", language).format(modality=modality))


def _duration(paper: Paper, agreement: Agreement, language: str) -> None:
    exchange = agreement.dossier.exchange
    paper.heading(translate("Duration", language))
    if exchange.starts_on and exchange.ends_on:
        text = translate("The cooperation begins on {start} and ends on {end}.", language)
        text = text.format(start=_day(exchange.starts_on, language), end=_day(exchange.ends_on, language))
    else:
        text = translate("The parties have not set the days yet.", language)
    paper.paragraphs(text)


def _activities(paper: Paper, agreement: Agreement, language: str) -> None:
    if agreement.milestones:
        paper.heading(translate("Activities and milestones", language))
        columns = (translate("No.", language), translate("Activity or result", language), translate("Due on", language))
        rows = [(str(n), one.title, _day(one.due_on, language)) for n, one in enumerate(agreement.milestones, 1)]
        paper.table(columns, rows)


def _experts(paper: Paper, agreement: Agreement, language: str) -> None:
    if not agreement.deployments:
        return
    paper.heading(translate("Expert missions", language))
    columns = (
        translate("Expert", language),
        translate("Sent by", language),
        translate("First day", language),
        translate("Last day", language),
        translate("Place", language),
        translate("Cost", language),
        translate("Borne by", language),
    )
    paper.table(columns, [_expert(agreement, one, language) for one in agreement.deployments])


def _expert(agreement: Agreement, sent: Deployment, language: str) -> tuple[str, ...]:
    shares = [f"{agreement.name(one['organization'], None, language)} {one['percent']} %" for one in sent.shares]
    return (
        sent.expert,
        agreement.name(sent.organization, None, language),
        _day(sent.starts_on, language),
        _day(sent.ends_on, language),
        sent.place,
        _money(sent.amount, sent.currency, language),
        "; ".join(shares),
    )


def _contributions(paper: Paper, agreement: Agreement, language: str) -> None:
    if not agreement.costs:
        return
    paper.heading(translate("What each party contributes", language))
    columns = (
        translate("Party", language),
        translate("Kind", language),
        translate("Contribution", language),
        translate("Amount", language),
    )
    rows = [
        (
            agreement.name(one.organization, None, language),
            kind_word(one.kind, language),
            one.what,
            _money(one.amount, one.currency, language),
        )
        for one in agreement.costs
    ]
    paper.table(columns, rows)


def _rules(paper: Paper, agreement: Agreement, language: str) -> None:
    paper.heading(translate("Evaluation", language))
    paper.paragraphs(
        translate(
            "Each side evaluates the cooperation half way and at its end: relevance, delivery, results and "
            "sustainability. Neither side reads the other's evaluation before it has sent its own.",
            language,
        )
    )
    paper.heading(translate("What is made public", language))
    always = translate(
        "Title, countries, sectors, modality and years of the cooperation are public from its agreement on.", language
    )
    more = translate("So are its objective and the names of the organizations.", language)
    less = translate("Its objective and the names of the organizations are not published.", language)
    paper.paragraphs(f"{always} {more if agreement.dossier.exchange.shown_in_full else less}")


def _contacts(paper: Paper, agreement: Agreement, language: str) -> None:
    if agreement.contacts:
        paper.heading(translate("Contact persons", language))
        columns = (translate("Organization", language), translate("Name", language), translate("E-mail", language))
        rows = [(agreement.name(one.organization, None, language), one.name, one.email) for one in agreement.contacts]
        paper.table(columns, rows)


def _signatures(paper: Paper, agreement: Agreement, language: str) -> None:
    paper.heading(translate("Signatures of the parties", language))
    columns = (
        translate("Party", language),
        translate("Name and position", language),
        translate("Place and date", language),
        translate("Signature", language),
    )
    parties = dict.fromkeys(agreement.name(one.organization, one.country, language) for one in agreement.sides)
    paper.table(columns, [(party, "", "", "") for party in parties], height=1.6)


def _day(day: date, language: str) -> str:
    return format_date(day, format="long", locale=language)


def _money(amount: int | None, currency: str | None, language: str) -> str:
    return "" if amount is None else f"{format_decimal(amount, locale=language)} {currency}"
