"""Puts the desks into Wagtail: addresses, menu, home screen, style. Only what a person may do is shown."""

from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from vungxanh.agencies.models import Verb
from vungxanh.desk.empty_shelves import SHELVES, EmptyShelf
from vungxanh.desk.seat import take_seat
from vungxanh.desk.today import TodayPanel
from vungxanh.places.read import UnknownPlace

WITHOUT_USE_HERE = ("explorer", "reports", "help", "images", "documents")


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def addresses() -> list[URLPattern | URLResolver]:
    return [path("", include("vungxanh.desk.urls"))]


class DeskItem(MenuItem):  # type: ignore[misc]
    """A desk in the side menu: shown to whoever may `verb` it, in the province or (`anywhere`) in a part of it."""

    anywhere = False
    verb = Verb.READ

    def is_shown(self, request: HttpRequest) -> bool:
        try:
            seat = take_seat(request)
        except UnknownPlace:
            return False
        return seat.anywhere(self.verb) if self.anywhere else seat.may(self.verb)


class AreaItem(DeskItem):
    anywhere = True


class UnitItem(DeskItem):
    """For the officer of a commune, district or hospital: reports there and does not see the province's desks."""

    def is_shown(self, request: HttpRequest) -> bool:
        try:
            seat = take_seat(request)
        except UnknownPlace:
            return False
        return seat.anywhere(Verb.REPORT_FIGURES) and not seat.may(Verb.READ)


class WriterItem(DeskItem):
    verb = Verb.WRITE_MESSAGE


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def today_item() -> MenuItem:
    return MenuItem(_("Today"), reverse_lazy("wagtailadmin_home"), name="today", icon_name="home", order=10)


DESKS = (
    (UnitItem, _("Report figures"), "desk:report_places", "table"),
    (DeskItem, _("Figures"), "desk:figures", "table"),
    (DeskItem, _("Level"), "desk:levels", "order"),
    (DeskItem, _("Public messages"), "desk:messages", "mail"),
    (DeskItem, _("Sending"), "desk:sendings", "resubmit"),
    (WriterItem, _("Address lists"), "desk:lists", "group"),
    (AreaItem, _("Duties today"), "desk:duties", "tasks"),
    (AreaItem, _("Kept and missed"), "desk:account", "clipboard-list"),
    (AreaItem, _("Plan"), "desk:plan", "doc-full"),
)


def _register(kind: type[DeskItem], label: Any, address: str, icon: str, order: int) -> None:
    hooks.register(
        "register_admin_menu_item",
        lambda: kind(label, reverse_lazy(address), name=address.split(":")[1], icon_name=icon, order=order),
    )


for place_in_menu, (kind, label, address, icon) in enumerate(DESKS, 2):
    _register(kind, label, address, icon, place_in_menu * 10)


@hooks.register("construct_main_menu")  # type: ignore[untyped-decorator]
def without_what_has_no_use_here(request: HttpRequest, items: list[MenuItem]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in WITHOUT_USE_HERE]


@hooks.register("register_account_menu_item")  # type: ignore[untyped-decorator]
def tokens_item(request: HttpRequest) -> dict[str, Any]:
    """In the person's own account, beside the password."""
    return {
        "url": reverse("desk:tokens"),
        "label": _("Tokens for programs"),
        "help_text": _("Let a program such as DHIS2 report and read figures in your name."),
    }


@hooks.register("construct_homepage_panels")  # type: ignore[untyped-decorator]
def home(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [TodayPanel(request)]


@hooks.register("construct_admin_api")  # type: ignore[untyped-decorator]
def empty_shelves(router: Any) -> None:
    for name in SHELVES:
        router.register_endpoint(name, EmptyShelf)


@hooks.register("construct_explorer_page_queryset")  # type: ignore[untyped-decorator]
def no_tree_of_pages(parent: Any, pages: Any, request: HttpRequest) -> Any:
    """Nothing here is a page of Wagtail's, and its screen of them asks for an app that is not installed."""
    raise Http404


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def style() -> SafeString:
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">',
        static("portal/fonts.css"),
        static("pictures/pictures.css"),
        static("desk/desk.css"),
    )
