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

from lvheng.cases.public.news import News, news
from lvheng.cases.public.public_pages import place_of
from lvheng.plan import queries as plan_queries


class NewsFeed(Feed):  # type: ignore[type-arg]
    """All that is told in public."""

    feed_type = Atom1Feed

    def title(self, _obj: Any = None) -> str:
        """What is followed."""
        return _("绿衡：公开的决定和结果")

    def link(self, _obj: Any = None) -> str:
        """The page that it is the feed of."""
        return reverse("public:decisions")

    def items(self, _obj: Any = None) -> Iterable[News]:
        """The newest entries."""
        return news()

    def item_title(self, item: Any) -> str:
        """Its title."""
        return str(item.title.in_language(get_language() or ""))

    def item_description(self, item: Any) -> str:
        """Its content."""
        return str(item.words.in_language(get_language() or ""))

    def item_link(self, item: Any) -> str:
        """Where it stands on its page."""
        page, mark, rest = item.link.partition("#" if item.link.startswith("decisions") else "?")
        return f"{reverse('public:decisions' if page == 'decisions' else 'cases:progress')}{mark}{rest}"

    def item_guid(self, item: Any) -> str:
        """Stays the same for good."""
        return str(item.guid)

    def item_pubdate(self, item: Any) -> datetime:
        """The day on which it was told."""
        return timezone.make_aware(datetime.combine(item.on, time.min))

    item_updateddate = item_pubdate


class PlaceFeed(NewsFeed):
    """What is told of one area."""

    def get_object(self, request: HttpRequest, code: str) -> Any:
        """The area; Http404 for one that is not of the site."""
        return place_of(code)

    def title(self, obj: Any = None) -> str:
        """What is followed."""
        return _("绿衡：%(place)s公开的决定和结果") % {"place": obj}

    def items(self, obj: Any = None) -> Iterable[News]:
        """The newest of the area."""
        return news(area=obj.code)


class ArticleFeed(NewsFeed):
    """What is told of the cases of one article of the plan in force."""

    def get_object(self, request: HttpRequest, reference: str) -> Any:
        """The article by its reference, for example 二（三）; Http404 where the plan has none such."""
        plan = plan_queries.current_plan()
        version = plan_queries.current_version(plan.code) if plan else None
        found = version.provisions.filter(reference=reference).first() if version else None
        if found is None:
            raise Http404(reference)
        return found

    def title(self, obj: Any = None) -> str:
        """What is followed."""
        return _("绿衡：%(article)s的进展和决定") % {"article": f"{obj.number}{obj.heading}"}

    def items(self, obj: Any = None) -> Iterable[News]:
        """The newest of the article."""
        return news(article=obj.reference)
