"""Writes the generated tree from the spec, or says how the committed one differs."""

from __future__ import annotations

import argparse
import contextlib
import filecmp
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import GeneratorData

from scripts.tools.generate import template_context
from scripts.tools.spec import load as spec_file

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "overlays" / "python" / "templates"
CORE = ROOT / "overlays" / "python" / "core"
PACKAGE = Path("python") / "hikerkit_api"


class HikerProject(Project):
    """The generator's project, with more templates and the whole spec in each of them."""

    def __init__(
        self, document: template_context.Json, openapi: GeneratorData, config: Config
    ) -> None:
        super().__init__(openapi=openapi, config=config, custom_template_path=TEMPLATES)
        spec, types = template_context.Spec(document), template_context.Types(openapi)
        self.document = document
        self.operations = template_context.operations(spec, openapi, types)
        self.resources = template_context.resources(spec, self.operations)
        self.env.filters.update(
            docstring=template_context.docstring, literal=template_context.literal
        )
        self.env.globals.update(
            model_view=lambda model: template_context.ModelView(spec, types, model),
            operations=self.operations,
            resources=self.resources,
            service=template_context.service(spec),
        )

    def _create_package(self) -> None:
        self._write("__init__.py", "package_init.py.jinja")

    def _build_api(self) -> None:
        for name in ("service", "client", "estimates"):
            self._write(f"{name}.py", f"{name}.py.jinja")
        self._write("api/__init__.py", "api_init.py.jinja")
        for tag, collection in self.openapi.endpoint_collections_by_tag.items():
            self._write(
                f"api/{tag}/__init__.py", "endpoint_init.py.jinja", endpoint_collection=collection
            )
        for operation in self.operations:
            self._write(
                f"api/{operation.tag}/{operation.module}.py",
                "endpoint_module.py.jinja",
                operation=operation,
            )
        (self.package_dir / "resources").mkdir()
        (self.package_dir / "resources" / "__init__.py").write_text(
            '"""The resources, a module for each face of each: a call loads only its own."""\n'
        )
        for resource, is_async, response in product(self.resources, (False, True), (False, True)):
            self._write(
                f"resources/{resource.module(is_async=is_async, response=response)}.py",
                "resource.py.jinja",
                resource=resource,
                is_async=is_async,
                response=response,
            )
        # The mock reads the spec itself; JSON keeps its ids exact and loads fast.
        spec_json = json.dumps(self.document, ensure_ascii=False, indent=1)
        (self.package_dir / "openapi.json").write_text(spec_json + "\n", encoding="utf-8")
        (self.package_dir / "py.typed").write_text("")

    def _run_post_hooks(self) -> None:
        super()._run_post_hooks()
        # Copied after they ran: the same bytes in both places.
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(CORE, self.package_dir / "core", ignore=ignored)

    def _write(self, name: str, template: str, **context: Any) -> None:
        path = self.package_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(self.env.get_template(template).render(**context), encoding="utf-8")


def generate(spec_path: Path, package_dir: Path) -> list[str]:
    """Write the package; the response is what the generator complains of, a line each."""
    document = spec_file.load(spec_path)
    if dangling := template_context.Spec(document).dangling():
        return [f"{reference}: it leads nowhere" for reference in dangling]
    config = Config.from_sources(
        ConfigFile.load_from_path(ROOT / "generator-config.yaml"),
        MetaType.NONE,
        document_source=spec_path,
        file_encoding="utf-8",
        overwrite=True,
        output_path=package_dir,
    )
    # The generator changes what it is given.
    openapi = GeneratorData.from_dict(json.loads(json.dumps(document)), config=config)
    if isinstance(openapi, GeneratorError):
        return [_complaint(openapi)]
    # What it could not read it leaves out, with all that refers to it: nothing may be left out.
    unread = [*openapi.errors]
    for collection in openapi.endpoint_collections_by_tag.values():
        unread += collection.parse_errors
    if unread:
        return [_complaint(error) for error in unread]
    project = HikerProject(document, openapi, config)
    with contextlib.redirect_stdout(io.StringIO()):
        return [_complaint(error) for error in project.build()]


def _complaint(error: GeneratorError) -> str:
    return " ".join(f"{error.header}: {error.detail or ''}".split())[:500]


def differences(made: Path, kept: Path) -> Iterator[str]:
    """Files that are not the same in both trees."""
    names = {p.relative_to(tree) for tree in (made, kept) for p in tree.rglob("*") if p.is_file()}
    for name in sorted(n for n in names if "__pycache__" not in n.parts):
        if not (kept / name).exists():
            yield f"missing: {name}"
        elif not (made / name).exists():
            yield f"not made by the spec: {name}"
        elif not filecmp.cmp(made / name, kept / name, shallow=False):
            yield f"differs: {name}"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/generate", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when the tree is not up to date"
    )
    parser.add_argument(
        "--spec", type=Path, default=ROOT / "openapi.yaml", help="another spec than openapi.yaml"
    )
    parser.add_argument(
        "--output", type=Path, default=ROOT / "generated", help="another folder than generated/"
    )
    options = parser.parse_args(argv)
    base = Path(os.environ.get("HIKERKIT_CALLER_DIR", "."))
    spec_path, output = base / options.spec, base / options.output
    with tempfile.TemporaryDirectory(prefix="hikerkit-") as folder:
        made = Path(folder) / "hikerkit_api"
        try:
            complaints = generate(spec_path, made)
        except (spec_file.SpecFileError, template_context.SpecError) as error:
            complaints = [str(error)]
        if complaints:
            print(
                f"{spec_path.name} was not generated from:",
                *complaints,
                sep="\n  ",
                file=sys.stderr,
            )
            return 1
        kept = output / PACKAGE
        changed = list(differences(made, kept)) if kept.exists() else ["all of it is missing"]
        if options.check:
            if changed:
                print(
                    "generated/ is not what openapi.yaml says; run scripts/generate",
                    *changed,
                    sep="\n  ",
                )
                return 1
            print("generated/ is up to date")
            return 0
        shutil.rmtree(kept, ignore_errors=True)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, kept)
    count = sum(1 for path in kept.rglob("*.py"))
    print(f"{count} files in {PACKAGE}, {len(changed)} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
