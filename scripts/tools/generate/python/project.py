"""Generates the Python package with openapi-python-client and the project's own templates."""

from __future__ import annotations

import contextlib
import copy
import io
import shutil
from itertools import product
from pathlib import Path
from typing import Any

from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.errors import GeneratorError
from openapi_python_client.parser.openapi import GeneratorData

from hikerkit.spec.document import Document
from hikerkit.spec.entities import read_entities
from hikerkit.spec.errors import SpecError
from hikerkit.spec.operations import read_operations
from hikerkit.spec.service import read_service
from scripts.tools.generate.python.models import ModelView
from scripts.tools.generate.python.operations import read_views
from scripts.tools.generate.python.resources import read_resources
from scripts.tools.generate.python.types import Types
from scripts.tools.generate.text import docstring, literal

ROOT = Path(__file__).resolve().parents[4]
TEMPLATES = ROOT / "overlays" / "python" / "templates"
CORE = ROOT / "overlays" / "python" / "core"


class HikerProject(Project):
    """The project of openapi-python-client, with more templates and the neutral model in them."""

    def __init__(self, document: Document, openapi: GeneratorData, config: Config) -> None:
        super().__init__(openapi=openapi, config=config, custom_template_path=TEMPLATES)
        types, operations = Types(openapi), read_operations(document)
        self.operations = read_views(document, operations, openapi, types)
        self.resources = read_resources(document, self.operations)
        service = read_service(document, operations)
        for fact in ("title", "servers", "key_header", "key_environment", "units_header"):
            if not getattr(service, fact):
                raise SpecError(f"the spec does not state the {fact.replace('_', ' ')}")
        self.env.filters.update(docstring=docstring, literal=literal)
        self.env.globals.update(
            model_view=lambda model: ModelView(document, types, model),
            operations=self.operations,
            resources=self.resources,
            service=service,
            entities=read_entities(document),
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
            '"""The resources, one module per variant: a call loads only the one it needs."""\n'
        )
        for resource, is_async, response in product(self.resources, (False, True), (False, True)):
            self._write(
                f"resources/{resource.module(is_async=is_async, response=response)}.py",
                "resource.py.jinja",
                resource=resource,
                is_async=is_async,
                response=response,
            )
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


def generate(document: Document, source: Path, bundle: Path, output: Path) -> list[str]:
    """Write the package below `output`; what openapi-python-client complains of, one line each.

    `source` is the path of the spec, `bundle` the file with its bundle. Raises SpecError.
    """
    package_dir = output / "hikerkit_api"
    config = Config.from_sources(
        ConfigFile.load_from_path(ROOT / "generator-config.yaml"),
        MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=True,
        output_path=package_dir,
    )
    # The generator changes what it is given.
    openapi = GeneratorData.from_dict(copy.deepcopy(document.content), config=config)
    if isinstance(openapi, GeneratorError):
        return [_format_error(openapi)]
    # It leaves out what it cannot read, and all that refers to it: nothing may be left out.
    unread = [*openapi.errors]
    for collection in openapi.endpoint_collections_by_tag.values():
        unread += collection.parse_errors
    if unread:
        return [_format_error(error) for error in unread]
    project = HikerProject(document, openapi, config)
    with contextlib.redirect_stdout(io.StringIO()):
        errors = [_format_error(error) for error in project.build()]
    # The mock and strict mode read it; JSON keeps its ids exact and loads fast.
    shutil.copy(bundle, package_dir / "openapi.json")
    return errors


def _format_error(error: GeneratorError) -> str:
    return " ".join(f"{error.header}: {error.detail or ''}".split())[:500]
