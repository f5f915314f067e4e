"""Following an article of the plan, a place, or all that is published, by feed (Atom)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lvheng.cases.models import Publication
from lvheng.cases.public.public_pages import place_of, shown

_MOST = 50
_MAX_ARTICLE = 999


class PublicationFeed(Feed):  # type: ignore[type-arg]
    """All that is published of cases."""

    feed_type = Atom1Feed

    def title(self, _obj: Any = None) -> str:
        """What is followed."""
        return _("绿衡：公开的决定和结果")

    def link(self, _obj: Any = None) -> str:
        """The page that it is the feed of."""
        return reverse("public:decisions")

    def items(self, _obj: Any = None) -> Iterable[Publication]:
        """The newest publications."""
        return shown()[:_MOST]

    def item_title(self, item: Any) -> str:
        """Its title."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        """Its content in one line."""
        key = "value_en" if (get_language() or "").startswith("en") else "value"
        name = "name_en" if key == "value_en" else "name"
        return "；".join(f"{each[name]}：{each.get(key) or each.get('value', '')}" for each in item.content)

    def item_link(self, item: Any) -> str:
        """Where it stands on the page."""
        return f"{reverse('public:decisions')}#p{item.pk}"

    def item_guid(self, item: Any) -> str:
        """Stays the same for good."""
        return f"urn:lvheng:publication:{item.pk}"

    def item_pubdate(self, item: Any) -> datetime:
        """The day on which it was published."""
        return timezone.make_aware(datetime.combine(item.published_on, time.min))

    item_updateddate = item_pubdate


class PlaceFeed(PublicationFeed):
    """What is published of one area."""

    def get_object(self, request: HttpRequest, code: str) -> Any:
        """The area; Http404 for one that is not of the site."""
        return place_of(code)

    def title(self, obj: Any = None) -> str:
        """What is followed."""
        return _("绿衡：%(place)s公开的决定和结果") % {"place": obj}

    def items(self, obj: Any = None) -> Iterable[Publication]:
        """The newest of the area."""
        return shown(case__area=obj)[:_MOST]


class ArticleFeed(PublicationFeed):
    """What is published of the cases of one article of the plan."""

    def get_object(self, request: HttpRequest, number: int) -> int:
        """The article's number."""
        if not 1 <= number <= _MAX_ARTICLE:
            raise Http404(str(number))
        return number

    def title(self, obj: Any = None) -> str:
        """What is followed."""
        return _("绿衡：方案第%(number)s条的决定和结果") % {"number": obj}

    def items(self, obj: Any = None) -> Iterable[Publication]:
        """The newest of the article."""
        return shown(case__provision=str(obj))[:_MOST]
