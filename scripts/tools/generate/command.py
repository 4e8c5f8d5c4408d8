"""Generates generated/ from the spec, or reports how the committed files differ."""

from __future__ import annotations

import argparse
import filecmp
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from hikerkit.spec.document import Document
from hikerkit.spec.errors import SpecError
from hikerkit.spec.extensions import refuse_unknown
from scripts.tools.generate.python import project as python
from scripts.tools.spec.load import load

ROOT = Path(__file__).resolve().parents[3]
BUNDLE = "openapi.json"
# Each writes the package of its language, and gives what went wrong.
LANGUAGES: dict[str, Callable[[Document, Path, Path, Path], list[str]]] = {
    "python": python.generate
}


def generate(spec_path: Path, output: Path, languages: list[str]) -> list[str]:
    """Write the bundle and the packages below `output`; what is wrong with the spec, a line each.

    Raises SpecError.
    """
    document = Document(load(spec_path))
    refuse_unknown(document.content)
    if dangling := document.dangling_references():
        return [f"{reference}: this reference leads nowhere" for reference in dangling]
    bundle = output / BUNDLE
    text = json.dumps(document.content, ensure_ascii=False, indent=1)
    bundle.write_text(text + "\n", encoding="utf-8")
    errors: list[str] = []
    for language in languages:
        folder = output / language
        folder.mkdir()
        errors += LANGUAGES[language](document, spec_path, bundle, folder)
    return errors


def differences(made: Path, kept: Path) -> Iterator[str]:
    """Files that are not the same in both folders."""
    names = {p.relative_to(tree) for tree in (made, kept) for p in tree.rglob("*") if p.is_file()}
    for name in sorted(n for n in names if "__pycache__" not in n.parts):
        if not (kept / name).exists():
            yield f"missing: {name}"
        elif not (made / name).exists():
            yield f"not generated from the spec: {name}"
        elif not filecmp.cmp(made / name, kept / name, shallow=False):
            yield f"differs: {name}"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/generate", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if the files are not up to date"
    )
    parser.add_argument(
        "--language",
        action="append",
        choices=LANGUAGES,
        help="generate this language only; may be repeated (default: all of them)",
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
    languages = options.language or list(LANGUAGES)
    with tempfile.TemporaryDirectory(prefix="hikerkit-") as folder:
        made = Path(folder)
        try:
            errors = generate(spec_path, made, languages)
        except SpecError as error:
            errors = [str(error)]
        if errors:
            print(f"nothing was generated from {spec_path.name}:", file=sys.stderr)
            print(*(f"  {error}" for error in errors), sep="\n", file=sys.stderr)
            return 1
        changed = list(differences(made, output))
        if options.language:  # what belongs to the other languages stays
            others = {p.name for p in output.glob("*")} - {p.name for p in made.iterdir()}
            changed = [line for line in changed if Path(line.split(": ")[1]).parts[0] not in others]
        if options.check:
            if changed:
                print("generated/ is not up to date with openapi.yaml; run scripts/generate")
                print(*(f"  {line}" for line in changed), sep="\n")
                return 1
            print("generated/ is up to date")
            return 0
        output.mkdir(parents=True, exist_ok=True)
        for language in languages:
            shutil.rmtree(output / language, ignore_errors=True)
        shutil.copytree(made, output, dirs_exist_ok=True)
        count = sum(1 for path in made.rglob("*") if path.is_file())
    print(f"{count} files in {output.name}, {len(changed)} changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
