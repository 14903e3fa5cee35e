"""Setting a second factor up, at the sign-in where the role needs one or later by one's own wish."""

from dataclasses import dataclass, field

from fastapi import Response

from api.cookies import keep_session
from api.dependencies import CurrentSettings, CurrentVisitor, SessionSecret
from api.pages.accounts.sign_in import HOME, SET_UP, Code, inside
from api.pages.form_pages import asking_pages
from api.pages.forms import Form, Typed, tried
from api.pages.visits import SeparateVisit
from matcher.accounts.second_factor import FactorState, NewFactor, begin_set_up, factor_state, finish_set_up

router = asking_pages(SET_UP)
PAGE = "accounts/second-factor.html"


@dataclass(frozen=True)
class FactorPage:
    """How it stands; `new` is a secret that was just made, `codes` are shown once when it works."""

    to: str
    state: FactorState | None = None
    new: NewFactor | None = None
    codes: list[str] = field(default_factory=list)
    form: Form = field(default_factory=Form)


@router.get("")
def show(visit: SeparateVisit, settings: CurrentSettings, secret: SessionSecret, to: str = "/account") -> Response:
    """What a second factor is, and the button that begins."""
    state = factor_state(settings.entrance, secret, now=visit.now)
    return visit.secret_page(PAGE, FactorPage(inside(to), state))


@router.post("")
def begin(visit: SeparateVisit, settings: CurrentSettings, secret: SessionSecret, typed: Typed) -> Response:
    """A secret for the app: as a picture, and as text for who cannot photograph it."""
    new = begin_set_up(settings.entrance, secret, now=visit.now)
    return visit.secret_page(PAGE, FactorPage(inside(typed.get("to", HOME)), new=new))


@router.post("/confirmation")
def confirm(
    visit: SeparateVisit, settings: CurrentSettings, visitor: CurrentVisitor, secret: SessionSecret, typed: Typed
) -> Response:
    """Makes the factor count by its first code, and shows the recovery codes."""
    to = inside(typed.get("to", HOME))

    def act(given: Code) -> Response:
        code = given.code.get_secret_value()
        proven = finish_set_up(settings.entrance, visitor, secret=secret, code=code, now=visit.now)
        answer = visit.secret_page(PAGE, FactorPage(to, codes=proven.recovery_codes))
        keep_session(answer, settings, proven.admitted, now=visit.now)
        return answer

    def again(form: Form, status: int) -> Response:
        return visit.secret_page(PAGE, FactorPage(to, form=form), status)

    return tried(Code, typed, visit.language, act=act, again=again)
