"""Take the pictures of the documentation: the demonstration's site in a real Chromium, at desktop and phone width.

    .venv/bin/python docs/take_pictures.py [SITE] [OUTPUT]

SITE is a built site's folder (default: that of ./aftershock-demo), OUTPUT where the pictures go (default: docs).
Needs the development dependencies, Chromium and Chinese fonts; './run test' installs them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
DESKTOP, PHONE = (1280, 900), (390, 844)


def take(page: Page, site: Path, path: str, size: tuple[int, int], output: Path) -> None:
    """One picture of what a reader sees first, without scrolling."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto((site / path).resolve().as_uri())
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=output)
    sys.stdout.write(f"{output}\n")


def main() -> None:
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "aftershock-demo" / "var" / "site"
    output = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs"
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no Chromium found; on Debian: apt install chromium fonts-noto-cjk")
    if not (site / "index.html").is_file():
        sys.exit(f"no site in {site}; make it with './run demo --no-serve'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        page = browser.new_page()
        take(page, site, "index.html", DESKTOP, output / "home.png")
        take(page, site, "index.html", PHONE, output / "home-phone.png")
        take(page, site, "conflicts.html", DESKTOP, output / "conflicts.png")
        browser.close()


if __name__ == "__main__":
    main()
