"""Who may open which address: one line for each. An address that is registered and not named here fails the walk.

Desk addresses are named where they always were, in `tests/desk/test_every_address.py`, and come from there. A new
address of the portal or the API gets its line here; a new parameter name, its examples in `EXAMPLES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from desk.conftest import TODAY, World
from desk.test_every_address import ADDRESSES as DESK_ADDRESSES
from desk.test_every_address import Things


class Door(Enum):
    """Who gets in."""

    PUBLIC = "anybody, and nothing that is not public is there"
    DESK = "who is logged in and works in this province; everybody else is refused"
    TOKEN = "a program with a token, as far as its person's rights reach"
    HOME = "who is logged in; it shows what that person may see"


@dataclass(frozen=True)
class Row:
    """`queries`: what may follow the question mark; each is tried. `{place}` and `{day}` become the commune's."""

    door: Door
    queries: tuple[str, ...] = ("",)


DAY = "{day}"
EACH = "of=reported&children=true&startDate={day}&endDate={day}"
RANGE = "from={day}&to={day}"

ADDRESSES: dict[str, Row] = {
    **{f"desk:{name}": Row(Door.DESK) for name in DESK_ADDRESSES},
    "portal:home": Row(Door.PUBLIC),
    "portal:figures": Row(Door.PUBLIC, ("", "thang=2021-11")),
    "portal:corrections": Row(Door.PUBLIC),
    "portal:daily_csv": Row(Door.PUBLIC),
    "portal:daily_json": Row(Door.PUBLIC),
    "portal:release": Row(Door.PUBLIC),
    "portal:release_csv": Row(Door.PUBLIC),
    "portal:release_json": Row(Door.PUBLIC),
    "portal:place_csv": Row(Door.PUBLIC),
    "portal:dictionary": Row(Door.PUBLIC),
    "portal:dictionary_json": Row(Door.PUBLIC),
    "portal:map": Row(Door.PUBLIC, ("", "xem=vung", "xem=cap-do", "ngay={day}")),
    "portal:place": Row(Door.PUBLIC),
    "portal:messages": Row(Door.PUBLIC, ("", "chu-de=thong-diep")),
    "portal:message": Row(Door.PUBLIC),
    "portal:message_file": Row(Door.PUBLIC),
    "portal:message_recording": Row(Door.PUBLIC),
    "portal:handbook": Row(Door.PUBLIC),
    "portal:plan": Row(Door.PUBLIC),
    "portal:declined": Row(Door.PUBLIC),
    "portal:account": Row(Door.PUBLIC),
    "portal:committee": Row(Door.PUBLIC),
    "portal:about": Row(Door.PUBLIC),
    "portal:leave": Row(Door.PUBLIC),
    "api:api-root": Row(Door.PUBLIC),
    "api:openapi-json": Row(Door.PUBLIC),
    "api:nothing": Row(Door.PUBLIC),
    "api:indicators": Row(Door.PUBLIC),
    "api:releases": Row(Door.PUBLIC, ("", RANGE)),
    "api:release": Row(Door.PUBLIC),
    "api:series": Row(Door.PUBLIC, (RANGE,)),
    "api:data_value_sets": Row(
        Door.PUBLIC, (EACH, f"{EACH}&orgUnit={{place}}", EACH.replace("of=reported&", ""), f"{EACH}&orgUnit=26")
    ),
    "api:data_value_sets_as": Row(Door.PUBLIC, (EACH, f"{EACH}&orgUnit={{place}}")),
    "api:my_places": Row(Door.TOKEN),
    "api:report": Row(Door.TOKEN),
    "api:reports": Row(Door.TOKEN, ("day={day}", "day={day}&page=2")),
    "api:reporters": Row(Door.TOKEN, ("", "day={day}")),
    "api:missing": Row(Door.TOKEN, ("", "day={day}&state=reported&state=late&state=missing&state=due&state=silent")),
}

# What Wagtail and Django bring along; of a family that is not named here nothing may be registered.
FAMILIES = {
    "set_language",
    "unnamed ban-lam-viec/^.*/$",
    "unnamed ban-lam-viec/test404/",
    "wagtail_bulk_action",
    "wagtailadmin_account",
    "wagtailadmin_api",
    "wagtailadmin_block_preview",
    "wagtailadmin_choose_page",
    "wagtailadmin_choose_page_anchor_link",
    "wagtailadmin_choose_page_child",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_choose_page_email_link",
    "wagtailadmin_choose_page_external_link",
    "wagtailadmin_choose_page_phone_link",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_collections",
    "wagtailadmin_dismissibles",
    "wagtailadmin_editing_sessions",
    "wagtailadmin_error_test",
    "wagtailadmin_explore",
    "wagtailadmin_explore_results",
    "wagtailadmin_explore_root",
    "wagtailadmin_home",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_pages",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_complete",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_reports",
    "wagtailadmin_sprite",
    "wagtailadmin_tag_autocomplete",
    "wagtailadmin_tag_model_autocomplete",
    "wagtailadmin_workflows",
    "wagtailsnippets",
    "wagtailusers_groups",
    "wagtailusers_users",
}
# Those that Django cannot write out by itself.
SPELLED_OUT = {
    "api:nothing": "/api/v1/nothing/of/the/kind",
    "unnamed ban-lam-viec/^.*/$": "/ban-lam-viec/nothing/",
    "unnamed ban-lam-viec/test404/": "/ban-lam-viec/test404/",
    "wagtailadmin_pages:revisions_compare": "/ban-lam-viec/pages/1/revisions/compare/live...latest/",
}
BREAKS_ON_PURPOSE = {"wagtailadmin_error_test"}

Examples = Callable[[World, Things, str], list[object]]


def _commune(world: World, _things: Things, kind: str) -> list[object]:
    """The commune whose figures nobody else may see, by its key or its code."""
    commune = world.communes[0]
    return [commune.pk] if kind == "IntConverter" else [commune.code]


def _of(*values: object) -> Examples:
    return lambda _world, _things, _kind: list(values)


# What may stand for a parameter of that name. Those of places are tried also where the desk's table names others.
PLACES: dict[str, Examples] = dict.fromkeys(("place", "code", "commune", "unit", "reporter_place", "area"), _commune)
EXAMPLES: dict[str, Examples] = {
    **PLACES,
    "day": lambda w, t, kind: [TODAY if kind == "DayInAddress" else TODAY.isoformat()],
    "form": _of("json", "csv"),
    "rendition": _of("sms"),
    "language": _of("vi", "rad"),
    "suffix": _of("txt"),
    "indicator": _of("new_cases"),
    "number": _of(1, 4),  # the last one is under embargo
    "pk": lambda w, t, kind: [t.written, w.release.pk],
    "token": _of("x"),
    # Wagtail's own
    "action": _of("delete"),
    "action_name": _of("approve"),
    "app_label": _of("figures"),
    "app_name": _of("figures"),
    "content_type_app_name": _of("wagtailcore"),
    "content_type_model_name": _of("page"),
    "destination_id": _of(1),
    "model_name": _of("report"),
    "object_id": _of("1"),
    "page_id": _of(1),
    "page_pk": _of(1),
    "page_to_move_id": _of(1),
    "parent_page_id": _of(1),
    "collection_id": _of(1),
    "revision_id": _of(1),
    "revision_id_a": _of("live"),
    "revision_id_b": _of("latest"),
    "session_id": _of(1),
    "task_id": _of(1),
    "task_state_id": _of(1),
    "uidb64": _of("MQ"),
    "workflow_pk": _of(1),
    "workflow_state_id": _of(1),
}
