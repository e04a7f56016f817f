"""Every address that the site answers at: its name, its parameters with their kinds, and whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Registered:
    """`parameters`: {name: converter's class name}. `ours`: not brought along by Wagtail or Django."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    route: str

    @property
    def family(self) -> str:
        """What it was registered with: "desk", "portal", "wagtailadmin_pages", …"""
        return self.name.split(":")[0]


OURS = ("api", "desk", "portal")


def every_address() -> list[Registered]:
    """By name, each once; those that share a name (methods of one address, or with fewer parameters) are all there."""
    return sorted(set(_walk(get_resolver(), "", (), ())), key=lambda one: (one.name, one.route))


def ours() -> list[Registered]:
    return [one for one in every_address() if one.family in OURS]


def theirs() -> list[Registered]:
    return [one for one in every_address() if one.family not in OURS]


def _walk(
    resolver: URLResolver, route: str, spaces: tuple[str, ...], above: tuple[tuple[str, str], ...]
) -> Iterator[Registered]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        kinds = getattr(pattern.pattern, "converters", {}).items()
        parameters = (*above, *((name, type(kind).__name__) for name, kind in kinds))
        if isinstance(pattern, URLPattern):
            yield Registered(":".join([*spaces, pattern.name or f"unnamed {here}"]), parameters, here)
        else:
            inside = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, here, inside, parameters)
