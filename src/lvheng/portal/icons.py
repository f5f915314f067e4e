"""The site's own icons: 24 × 24 line drawings, drawn with the colour of the text around them."""

# ruff: noqa: E501 - a drawing is one line

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_ICONS: dict[str, str] = {
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 5 5"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "close": '<path d="m6 6 12 12M18 6 6 18"/>',
    "chevron-down": '<path d="m6 9.5 6 6 6-6"/>',
    "chevron-right": '<path d="m9.5 6 6 6-6 6"/>',
    "chevron-left": '<path d="m14.5 6-6 6 6 6"/>',
    "arrow-right": '<path d="M4 12h15m-6-6 6 6-6 6"/>',
    "arrow-left": '<path d="M20 12H5m6-6-6 6 6 6"/>',
    "arrow-up": '<path d="M12 20V5m-6 6 6-6 6 6"/>',
    "arrow-down": '<path d="M12 4v15m6-6-6 6-6-6"/>',
    "sort": '<path d="m8 10 4-5 4 5M8 14l4 5 4-5"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "check-circle": '<circle cx="12" cy="12" r="9"/><path d="m8 12.5 3 3 5.5-6.5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.2v.6"/>',
    "warning": '<path d="M12 3.5 2.5 20.5h19z"/><path d="M12 10v5M12 17.4v.6"/>',
    "error": '<circle cx="12" cy="12" r="9"/><path d="m8.5 8.5 7 7m0-7-7 7"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2.5m0 14v2.5M2.5 12H5m14 0h2.5M5.3 5.3 7 7m10 10 1.7 1.7M5.3 18.7 7 17M17 7l1.7-1.7"/>',
    "moon": '<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>',
    "contrast": '<circle cx="12" cy="12" r="9"/><path d="M12 3v18a9 9 0 0 0 0-18z" fill="currentColor"/>',
    "globe": '<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 2.6 3.8 5.6 3.8 9S15 18.4 12 21c-3-2.6-3.8-5.6-3.8-9S9 5.6 12 3z"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4"/>',
    "mail": '<path d="M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 20.5c.8-4.2 4-6 8-6s7.2 1.8 8 6"/>',
    "people": '<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 19.5c.6-3.7 3.3-5 6.5-5s5.9 1.3 6.5 5M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.9c2 .7 3.2 2.2 3.5 4.6"/>',
    "organisation": '<path d="M4 21V6l8-3v18M12 9l8 2.5V21M2.5 21h19M7 9h2M7 13h2M7 17h2M15.5 14.5h1.5M15.5 18H17"/>',
    "document": '<path d="M6 3h8.5L19 7.5V21H6zM14 3v5h5M9 12.5h7M9 16.5h7"/>',
    "book": '<path d="M12 6c-2-1.6-4.6-2-8-2v14.5c3.4 0 6 .4 8 2 2-1.6 4.6-2 8-2V4c-3.4 0-6 .4-8 2zM12 6v14.5"/>',
    "target": '<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4.5"/><path d="M12 12h.01"/>',
    "task": '<path d="M10 6h11M10 12h11M10 18h11M3 6l1.5 1.5L7 4.5M3 12l1.5 1.5L7 10.5M3 18l1.5 1.5L7 16.5"/>',
    "calendar": '<path d="M4 6h16v15H4zM4 10.5h16M8.5 3v4.5M15.5 3v4.5"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
    "chart": '<path d="M4 20.5h16.5M6.5 17v-5M11.5 17V7M16.5 17v-7.5"/>',
    "map": '<path d="m3 6 6-2.5 6 2.5 6-2.5v14.5L15 20.5 9 18l-6 2.5zM9 3.5V18M15 6v14.5"/>',
    "compare": '<path d="M8 4 4 8l4 4M4 8h12M16 12l4 4-4 4M20 16H8"/>',
    "layers": '<path d="m12 3.5 9 5-9 5-9-5zM3 13l9 5 9-5"/>',
    "upload": '<path d="M12 16V4.5m-5 5 5-5 5 5M4 16v4.5h16V16"/>',
    "download": '<path d="M12 4v11.5m-5-5 5 5 5-5M4 16v4.5h16V16"/>',
    "print": '<path d="M7 8V3.5h10V8M7 17H4V8h16v9h-3M7 13.5h10v7H7z"/>',
    "edit": '<path d="m4 20 1-4.5L16.5 4l3.5 3.5L8.5 19zM14 6.5l3.5 3.5"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "minus": '<path d="M5 12h14"/>',
    "split": '<path d="M12 4v16M8.5 8.5 5 12l3.5 3.5M15.5 8.5 19 12l-3.5 3.5"/>',
    "trash": '<path d="M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6"/>',
    "filter": '<path d="M3.5 5h17L14 13v6.5l-4-2V13z"/>',
    "link": '<path d="M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12.5 5.8M14 10a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0 5.7 5.7l1.1-1.1"/>',
    "lock": '<path d="M5.5 11h13v9.5h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "key": '<circle cx="8" cy="15.5" r="4.5"/><path d="M11.3 12.2 20 3.5M16 7.5l3 3"/>',
    "log": '<path d="M5 3.5h14v17H5zM8.5 8h7M8.5 12h7M8.5 16h4"/>',
    "history": '<path d="M4 12a8 8 0 1 0 2.6-5.9L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2"/>',
    "home": '<path d="m3 11.5 9-8 9 8M5.5 9.5v11h13v-11M10 20.5v-6h4v6"/>',
    "desk": '<path d="M3 12.5h5l1.5 3h5l1.5-3h5M3 12.5 6 4.5h12l3 8v7H3z"/>',
    "leaf": '<path d="M5 19c0-9 5-14 15-14.5C20 14 15 19.5 8 18.5M4.5 20.5C7 15 10.5 12 15 10"/>',
    "external": '<path d="M13.5 4H20v6.5M20 4l-9.5 9.5M17.5 14v6H4V6.5h6"/>',
    "login": '<path d="M10 4h10v16H10M3 12h11.5m-4.5-4.5 4.5 4.5-4.5 4.5"/>',
    "logout": '<path d="M14 4H4v16h10M9 12h11.5M16 7.5l4.5 4.5-4.5 4.5"/>',
    "quote": '<path d="M4 17V11c0-3 1.5-5 4.5-5.5M4 12.5h4.5V17H4M13.5 17V11c0-3 1.5-5 4.5-5.5M13.5 12.5H18V17h-4.5"/>',
}

_SVG = '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">{}</svg>'


def names() -> tuple[str, ...]:
    """All icons there are."""
    return tuple(_ICONS)


def svg(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers: the words beside it say what it means."""
    if name not in _ICONS:
        raise LookupError(f"there is no icon {name!r}; there are: {', '.join(sorted(_ICONS))}")
    return format_html(_SVG, mark_safe(_ICONS[name]))
