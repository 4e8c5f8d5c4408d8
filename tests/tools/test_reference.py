"""The API reference: its samples run on the mock, and no markup of a spec takes effect."""

from __future__ import annotations

import asyncio
import copy
import gc
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="these tests ask the mock")
pytest.importorskip("click", reason="these tests use the command line")

from hikerkit_api import api
from hikerkit_api.core.operation import Operation

from hikerkit.mock import MockService, serve
from hikerkit.spec.document import Document, packaged_spec
from scripts.tools.site import python, reference, samples
from scripts.tools.site.markdown import plain
from scripts.tools.site.text import block, code, example, table, words

OPERATIONS = list(api.operations())
DOCUMENT = Document(packaged_spec())


@pytest.fixture(scope="module")
def service() -> MockService:
    return MockService()


@pytest.fixture(scope="module")
def url(service: MockService) -> Iterator[str]:
    with serve(service) as found:
        yield found


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("HIKERAPI_TOKEN", "a-key")
    monkeypatch.setenv("HIKERKIT_BASE_URL", url)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.id)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_samples_in_python_run(
    operation: Operation[Any], service: MockService, capsys: pytest.CaptureFixture[str]
) -> None:
    for make in (samples.python, samples.asynchronous):
        before = service.ledger.requests
        exec(compile(make(operation), operation.id, "exec"), {"__name__": "__main__"})
        assert service.ledger.requests > before
        assert service.ledger.entries[-1].operation == operation.id
        assert capsys.readouterr().out
    assert asyncio.get_event_loop_policy()
    gc.collect()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.id)
def test_samples_in_a_shell_run(
    operation: Operation[Any], service: MockService, url: str, tmp_path: Any
) -> None:
    command = samples.terminal(operation)
    assert shlex.split(command)[0] == "hikerkit"
    ran = subprocess.run(
        [sys.executable, "-c", "from hikerkit.cli import main; main()", *shlex.split(command)[1:]],
        capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert ran.returncode == 0 and ran.stdout, ran.stderr
    if not shutil.which("curl"):
        pytest.skip("there is no curl here")
    # The host is the one thing that is another here.
    text = samples.curl(operation, DOCUMENT.content["servers"][0]["url"]).replace(
        DOCUMENT.content["servers"][0]["url"], url
    )
    environment = {n: v for n, v in os.environ.items() if not n.lower().endswith("_proxy")}
    ran = subprocess.run(
        ["bash", "-c", text.replace("curl ", "curl --silent --fail ", 1)],
        capture_output=True, text=True, env=environment,
    )  # fmt: skip
    assert ran.returncode == 0 and isinstance(json.loads(ran.stdout), dict), ran.stderr
    assert service.ledger.entries[-1].operation == operation.id


def test_every_operation_and_every_model_has_a_page() -> None:
    found = dict(reference.pages(DOCUMENT))
    assert {f"{operation.id}.md" for operation in OPERATIONS} <= set(found)
    assert {f"models/{name}.md" for name in DOCUMENT.schemas} <= set(found)
    for operation in OPERATIONS:
        text = found[f"{operation.id}.md"]
        for parameter in operation.parameters:
            assert code(parameter.argument) in text
        assert reference.price(operation).split(",")[0] in text
        assert ("(deprecated)" in text.splitlines()[0].replace("\\", "")) == bool(
            operation.deprecated
        )


NASTY = (
    "<script>alert(1)</script>", "```{include} /etc/passwd\n```", "[x](javascript:alert(1))",
    "{{ 7*7 }}", "</pre><img src=x onerror=alert(1)>", "| a | b |", "`code", "# head\n---",
    "{download}`x <y>`", "[^note]", "https://elsewhere.example", ":::{raw} html\n<b>\n:::",
    "\\", "|`|`|",
)  # fmt: skip


@pytest.mark.parametrize("text", NASTY)
def test_texts_of_a_spec_are_shown_as_they_are(text: str) -> None:
    myst = pytest.importorskip("markdown_it", reason="a Markdown reader is not installed")
    reader = myst.MarkdownIt("commonmark").enable("table")
    html = reader.render(f"a {words(text)} z")
    assert "<script" not in html and "<img" not in html and "<a " not in html
    assert "<h1" not in html and "<table" not in html
    rendered = reader.render(table(("one", "two"), [(words(text), code(text))]))
    assert rendered.count("<td>") == 2 and "<script" not in rendered and "<img" not in rendered
    fenced = reader.render(block(text, "json"))
    assert fenced.startswith("<pre>") and "<script" not in fenced and fenced.count("<pre>") == 1


def test_a_hostile_spec_makes_the_same_pages() -> None:
    content = copy.deepcopy(DOCUMENT.content)
    for schema in content["components"]["schemas"].values():
        schema["description"] = NASTY[0] + NASTY[1]
    for name in content["components"]["examples"]:
        content["components"]["examples"][name]["value"] = {"id": 2**63 - 1, "bio": "```\n" * 3}
    found = dict(reference.pages(Document(content)))
    assert set(found) == set(dict(reference.pages(DOCUMENT)))
    for path, text in found.items():
        outside = text.replace("```{toctree}", "").replace("```{warning}", "")
        assert "<script>" not in outside and "```{include}" not in outside, path
    assert str(2**63 - 1) in found[f"{OPERATIONS[0].id}.md"]


def test_every_name_of_the_python_reference_is_there() -> None:
    pages = dict(python.pages())
    assert ".. autoclass:: hikerkit.Hiker\n" in pages["clients.rst"]
    pages.pop("index.rst")
    assert all(".. auto" in text for text in pages.values())


def test_examples_keep_every_digit_and_are_short() -> None:
    text = example({"pk": 2**63 - 1, "list": [{"id": 2**60}] * 9, "text": "x" * 900, "n": 1.0})
    made = json.loads(text)
    assert made["pk"] == 2**63 - 1 and made["list"] == [{"id": 2**60}, "… 8 more"]
    assert len(made["text"]) < 300 and '"n": 1.0' in text


def test_markdown_needs_no_sphinx() -> None:
    for path, text in reference.pages(DOCUMENT):
        made = plain(text)
        assert "{tab-" not in made and "{toctree}" not in made and "{warning}" not in made, path
        assert ":::" not in made and "{download}" not in made, path
