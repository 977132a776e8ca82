"""Exceptions of a download → troubles by name, as the report gives them."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from crawlers.budget import BudgetUsedUp
from crawlers.middlewares import MovedAway, RobotsUnreachable
from crawlers.plan import Trouble
from crawlers.refusals import refusal
from crawlers.transport import HostGivenUp, RefusedAddress


def named(problem: BaseException | None, url: str) -> Trouble:
    """The trouble that an exception of the download stands for."""
    detail = " ".join(str(problem).split())[:300]
    match problem:
        case HttpError():
            status = problem.response.status
            refused = refusal(status, problem.response.body)
            if refused:
                return Trouble("blocked", url, refused)
            if 300 <= status < 400:
                # Scrapy follows all redirects but those that lead out of the web (file:, data:, …).
                target = (problem.response.headers.get("Location") or b"").decode("latin-1")
                return Trouble("refused address", url, f"redirected to {target[:200] or 'nowhere'}")
            return Trouble("gone" if status in (404, 410) else "server error", url, f"status {status}")
        case RefusedAddress():
            return Trouble("refused address", url, detail)
        case RobotsUnreachable():
            return Trouble("robots unreachable", url, detail)
        case MovedAway():
            return Trouble("moved away", url, detail)
        case BudgetUsedUp():
            return Trouble("budget used up", url, detail)
        case HostGivenUp():
            return Trouble("host given up", url, detail)
        case DownloadCancelledError():
            return Trouble("too large", url, detail)
        case IgnoreRequest() if "DOWNLOAD_MAXSIZE" in str(problem):  # a compressed body that would not end
            return Trouble("too large", url, detail)
        case IgnoreRequest() if "robots.txt" in detail:
            return Trouble("robots", url)
        case IgnoreRequest() if "during decompression" in detail:
            return Trouble("too large", url, detail)
        case IgnoreRequest():
            return Trouble("server error", url, detail)
    return Trouble("no answer", url, f"{type(problem).__name__}: {detail}")
