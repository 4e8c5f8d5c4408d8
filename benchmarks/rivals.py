"""Alternatives: other decoders and generated clients, made from the same spec."""

from __future__ import annotations

import hashlib
import importlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs

from benchmarks.payloads import SPEC, Payload

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent

Decode = Callable[[bytes], Any]


@attrs.frozen
class Rival:
    """An alternative, or why it could not be measured."""

    name: str
    decoder: Callable[[Payload], Decode] | None = None
    why_not: str = ""


def all_rivals(generated: bool) -> Iterator[Rival]:
    """All alternatives; generated ones only on request, since they take a minute."""
    yield Rival("json.loads, dicts (the vendor's client)", lambda payload: json.loads)
    yield Rival("orjson, dicts", lambda payload: importlib.import_module("orjson").loads)
    yield Rival("msgspec, dicts", lambda payload: importlib.import_module("msgspec").json.decode)
    if generated:
        folder = _folder()
        for name, make in (
            ("stock models of openapi-python-client", _stock),
            ("pydantic v2 (datamodel-code-generator)", _pydantic),
            ("openapi-generator's Python client", _openapi_generator),
        ):
            yield _made(name, make, folder)


def _made(name: str, make: Callable[[Path], Callable[[Payload], Decode]], folder: Path) -> Rival:
    try:
        return Rival(name, make(folder))
    except (OSError, subprocess.SubprocessError, ImportError) as error:
        said = getattr(error, "stderr", "") or str(error)
        return Rival(name, why_not=" ".join(str(said).split())[-160:])


def _folder() -> Path:
    """Folder of the generated clients, one per spec."""
    digest = hashlib.sha256(json.dumps(SPEC).encode()).hexdigest()[:12]
    folder = Path(sys.prefix) / "rivals" / digest
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "openapi.json").write_text(json.dumps(SPEC))
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    return folder


def _run(program: str, *words: str | Path) -> None:
    command = [str(BIN / program), *map(str, words)]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)


def _stock(folder: Path) -> Callable[[Payload], Decode]:
    package = folder / "stock_client"
    if not package.exists():
        options: list[str | Path] = [
            "--path",
            folder / "openapi.json",
            "--meta",
            "none",
            "--output-path",
            package,
        ]
        _run("openapi-python-client", "generate", *options)
    models = importlib.import_module("stock_client.models")

    def decoder(payload: Payload) -> Decode:
        from_dict = getattr(models, payload.model).from_dict
        return lambda content: from_dict(json.loads(content))

    return decoder


def _pydantic(folder: Path) -> Callable[[Payload], Decode]:
    module = folder / "pydantic_models.py"
    if not module.exists():
        made = folder / "pydantic_models.tmp.py"
        options: list[str | Path] = [
            "--input",
            folder / "openapi.json",
            "--input-file-type",
            "openapi",
        ]
        options += ["--output-model-type", "pydantic_v2.BaseModel", "--extra-fields", "allow"]
        _run("datamodel-codegen", *options, "--output", made)
        made.rename(module)
    models = importlib.import_module("pydantic_models")
    return lambda payload: getattr(models, payload.model).model_validate_json


def _openapi_generator(folder: Path) -> Callable[[Payload], Decode]:
    package = folder / "openapi_client"
    if not package.exists():
        if shutil.which("java") is None:
            raise FileNotFoundError("no Java on this machine")
        out = folder / "openapi-generator"
        options: list[str | Path] = ["-g", "python", "-i", folder / "openapi.json", "-o", out]
        _run("openapi-generator-cli", "generate", *options, "--skip-validate-spec")
        shutil.copytree(out / "openapi_client", package)
    models = importlib.import_module("openapi_client.models")

    def decoder(payload: Payload) -> Decode:
        from_json = getattr(models, payload.model).from_json
        return lambda content: from_json(content.decode())

    return decoder
