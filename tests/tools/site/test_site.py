"""Every page in a real browser: no errors, nothing fetched elsewhere, readable on a phone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hikerkit_api import api

from hikerkit.spec.document import Document, packaged_spec
from scripts.tools.site.text import example
from tests.tools.site.conftest import SHOTS, SITE

PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
DOCUMENT = Document(packaged_spec())
SHOWN = (
    "index.html", "guides/start.html", "guides/collecting.html", "reference/index.html",
    "reference/user_followers.html", "reference/user_medias.html", "python/clients.html",
    "reference/models/Media.html",
)  # fmt: skip


@pytest.fixture(scope="module", params=[("desktop", 1280, "light"), ("phone", 390, "dark")])
def page(request: pytest.FixtureRequest, browser: Any, site: str) -> Iterator[Any]:
    """A tab of one width and one scheme, that remembers what went wrong in it."""
    name, width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 850}, color_scheme=scheme)
    made = context.new_page()
    made.wrong, made.name = [], name
    made.on("console", lambda m: made.wrong.append(m.text) if m.type == "error" else None)
    made.on("pageerror", lambda error: made.wrong.append(str(error)))
    # Opening the next page aborts the requests that are still pending.
    made.on("requestfailed", lambda r: r.failure == "net::ERR_ABORTED" or
            made.wrong.append(f"{r.failure}: {r.url}"))  # fmt: skip
    made.on("response", lambda r: r.status < 400 or made.wrong.append(f"{r.status}: {r.url}"))
    made.on("request", lambda r: r.url.startswith((site, "data:", "blob:")) or
            made.wrong.append(f"outside: {r.url}"))  # fmt: skip
    yield made
    context.close()


def test_the_site_is_there(site: str) -> None:
    assert len(PAGES) > 100
    wanted = {f"reference/{operation.id}.html" for operation in api.operations()}
    wanted |= {f"reference/models/{name}.html" for name in DOCUMENT.schemas}
    assert wanted <= set(PAGES)


def test_pages_load_without_errors_and_fit(page: Any, site: str) -> None:
    wide = []
    for path in PAGES:
        page.goto(site + path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
        if path in SHOWN:
            SHOTS.mkdir(parents=True, exist_ok=True)
            name = path.removesuffix(".html").replace("/", "-")
            page.screenshot(path=str(SHOTS / f"{name}-{page.name}.png"))
    assert page.wrong == [] and wide == []


def test_text_is_readable_on_its_ground(page: Any, site: str) -> None:
    """Contrast of at least 4.5, as WCAG asks for."""
    for path in SHOWN:
        page.goto(site + path)
        colours = page.evaluate(
            """() => [...document.querySelectorAll('article p, article td, article h1')]
            .slice(0, 40).map(e => {
                let ground = e;
                while (ground && getComputedStyle(ground).backgroundColor.startsWith('rgba'))
                    ground = ground.parentElement;
                return [getComputedStyle(e).color,
                        getComputedStyle(ground || document.body).backgroundColor];
            })"""
        )
        assert colours
        for text, ground in colours:
            light, dark = sorted((_luminance(text), _luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (path, text, ground)


def _luminance(colour: str) -> float:
    parts = [float(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_search_finds_every_operation(page: Any, site: str) -> None:
    if page.name == "phone":
        pytest.skip("the same index")
    for operation in api.operations():
        for words in (f"{operation.resource}.{operation.name}", operation.path):
            page.goto(f"{site}search.html?q={words}")
            link = f'#search-results a[href*="reference/{operation.id}.html"]'
            page.wait_for_selector(link, timeout=10_000)
    assert page.wrong == []


def test_deprecated_calls_are_marked(page: Any, site: str) -> None:
    deprecated = [operation for operation in api.operations() if operation.deprecated]
    assert deprecated
    page.goto(f"{site}reference/index.html")
    listed = page.inner_text("article")
    for operation in api.operations():
        name = f"{operation.resource}.{operation.name}"
        assert (f"{name} (deprecated)" in listed) == bool(operation.deprecated)
    for operation in deprecated:
        page.goto(f"{site}reference/{operation.id}.html")
        assert "is deprecated by the service" in page.inner_text(".admonition.warning")


def test_ids_are_digit_for_digit(page: Any, site: str) -> None:
    """Numbers past 2^53, read off the page as a person sees it."""
    seen = 0
    for operation in api.operations():
        raw = DOCUMENT.content["paths"][operation.path][operation.method.lower()]
        for value in [one["value"] for one in DOCUMENT.examples(raw).values()][:1]:
            page.goto(f"{site}reference/{operation.id}.html")
            shown = json.loads(page.locator("div.highlight-json pre").first.inner_text())
            assert shown == json.loads(example(value))
            big = [n for n in _numbers(json.loads(example(value))) if n > 2**53]
            text = page.inner_text("article")
            assert all(str(number) in text for number in big)
            seen += len(big)
    assert seen > 20


def _numbers(value: Any) -> Iterator[int]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _numbers(inner)
    elif isinstance(value, str) and value.isdecimal():
        yield int(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value


def test_links_lead_somewhere(page: Any, site: str) -> None:
    if page.name == "phone":
        pytest.skip("the same pages")
    known = set(PAGES)
    for path in PAGES:
        for target in re.findall(r'href="([^"#:?]+)[#"]', (SITE / path).read_text()):
            there = (SITE / path).parent / target
            assert there.resolve().exists(), (path, target)
    assert known


def test_there_is_markdown_of_every_page() -> None:
    index = (SITE / "llms.txt").read_text()
    for path in PAGES:
        if path in ("search.html", "genindex.html", "py-modindex.html"):
            continue
        text = SITE / path.replace(".html", ".md")
        assert text.exists() and text.stat().st_size > 20, path
        assert f"({path.replace('.html', '.md')})" in index
    made = (SITE / "reference" / "user_followers.md").read_text()
    assert "{tab" not in made and ":::" not in made and "hiker.user.followers(" in made
