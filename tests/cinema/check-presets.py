#!/usr/bin/env python3
#
# Copyright 2026 The AIPipeline developers
#
# SPDX-License-Identifier: GPL-3.0-or-later

"""What ships in presets/ is as presets/schema/ says, and every id in it leads somewhere.

Understands the part of JSON Schema that the schemas use; an unknown word in a schema is an error, so
that nothing goes unchecked.
"""

import json
import re
import sys
from pathlib import Path

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int,
         "number": (int, float)}
UNCHECKED = {"$schema", "title", "description"}


def is_type(value, name):
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


class Checker:
    def __init__(self, folder):
        self.folder = folder
        self.schemas = {}

    def schema(self, name):
        if name not in self.schemas:
            self.schemas[name] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return self.schemas[name]

    def problems(self, value, schema, where):
        for word, wanted in schema.items():
            if word in UNCHECKED:
                continue
            check = getattr(self, "check_" + word.lstrip("$"), None)
            if check is None:
                yield f"{where}: the schema says “{word}”, which is not understood here"
            else:
                yield from check(value, wanted, where, schema)

    def check_type(self, value, wanted, where, _schema):
        if not is_type(value, wanted):
            yield f"{where}: not of type {wanted}"

    def check_const(self, value, wanted, where, _schema):
        if value != wanted:
            yield f"{where}: not {wanted!r}"

    def check_enum(self, value, wanted, where, _schema):
        if value not in wanted:
            yield f"{where}: {value!r} is not one of {wanted}"

    def check_minimum(self, value, wanted, where, _schema):
        if is_type(value, "number") and value < wanted:
            yield f"{where}: {value} is below {wanted}"

    def check_maximum(self, value, wanted, where, _schema):
        if is_type(value, "number") and value > wanted:
            yield f"{where}: {value} is above {wanted}"

    def check_minLength(self, value, wanted, where, _schema):
        if isinstance(value, str) and len(value) < wanted:
            yield f"{where}: shorter than {wanted}"

    def check_pattern(self, value, wanted, where, _schema):
        if isinstance(value, str) and not re.search(wanted, value):
            yield f"{where}: {value!r} does not match {wanted}"

    def check_minItems(self, value, wanted, where, _schema):
        if isinstance(value, list) and len(value) < wanted:
            yield f"{where}: fewer than {wanted}"

    def check_maxItems(self, value, wanted, where, _schema):
        if isinstance(value, list) and len(value) > wanted:
            yield f"{where}: more than {wanted}"

    def check_items(self, value, wanted, where, _schema):
        for number, item in enumerate(value if isinstance(value, list) else []):
            name = item.get("id", number) if isinstance(item, dict) else number
            yield from self.problems(item, wanted, f"{where}[{name}]")

    def check_properties(self, value, wanted, where, _schema):
        for name, schema in wanted.items():
            if isinstance(value, dict) and name in value:
                yield from self.problems(value[name], schema, f"{where}.{name}")

    def check_required(self, value, wanted, where, _schema):
        for name in wanted:
            if isinstance(value, dict) and name not in value:
                yield f"{where}: “{name}” is missing"

    def check_additionalProperties(self, value, _wanted, where, schema):
        if isinstance(value, dict):
            for name in value.keys() - schema["properties"].keys():
                yield f"{where}: “{name}” is not known"

    def check_anyOf(self, value, wanted, where, _schema):
        if all(list(self.problems(value, schema, where)) for schema in wanted):
            yield f"{where}: fits none of the possibilities"

    def check_ref(self, value, wanted, where, _schema):
        yield from self.problems(value, self.schema(wanted), where)


def repeated_ids(table, rows):
    seen = set()
    for row in rows:
        if row["id"] in seen:
            yield f"{table}: {row['id']} stands there twice"
        seen.add(row["id"])


def dangling_ids(tables):
    """Ids of other tables: mounts, the cameras of drones, the gear of films."""
    ids = {table: {row["id"] for row in rows} for table, rows in tables.items()}
    for table in ("bodies", "lenses"):
        for row in tables[table]:
            for mount in row["mounts"] + row.get("adapts", []):
                if mount not in ids["mounts"]:
                    yield f"{table}: {row['id']} names the unknown mount {mount}"
    for row in tables["supports"]:
        for body in row.get("bodies", []):
            if body not in ids["bodies"]:
                yield f"supports: {row['id']} names the unknown camera {body}"
    for row in tables["films"]:
        for member, table in (("body", "bodies"), ("lens", "lenses"), ("stock", "stocks"),
                              ("support", "supports"), ("move", "moves")):
            if row["setup"].get(member, "") not in ids[table] | {""}:
                yield f"films: {row['id']} names the unknown {member} {row['setup'][member]}"


def unsorted_rows(path):
    """One row a line, so that a change of one row is a change of one line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = json.loads("\n".join(lines))["rows"]
    if sum(line.startswith('{"id": ') for line in lines) != len(rows):
        yield f"{path.name}: not one row a line"


def main():
    presets = Path(sys.argv[1])
    checker = Checker(presets / "schema")
    tables = {}
    points = []
    for path in sorted(presets.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        tables[path.stem] = content["rows"]
        schema = checker.schema(f"{path.stem}.schema.json")
        points.append((f"{path.name} is as its schema says",
                       list(checker.problems(content, schema, path.stem)) +
                       list(repeated_ids(path.stem, content["rows"])) +
                       list(unsorted_rows(path))))
    points.append(("every id leads somewhere", list(dangling_ids(tables))))
    samples = Path(sys.argv[2])
    for name, schema in (("harbour", "setup"), ("prompt-edits", "prompt-edits")):
        content = json.loads((samples / f"{name}.json").read_text(encoding="utf-8"))
        points.append((f"{name}.json is as its schema says", list(checker.problems(
            content, checker.schema(f"{schema}.schema.json"), name))))
    broken = {"table": "moves", "version": 1, "rows": [{"id": "Bad id", "paces": ["never"]}]}
    found = list(checker.problems(broken, checker.schema("moves.schema.json"), "moves"))
    points.append(("a broken row is noticed", [] if len(found) == 4 else found))

    for number, (name, problems) in enumerate(points, start=1):
        print(f"{'not ok' if problems else 'ok'} {number} {name}")
        for problem in problems:
            print(f"# {problem}")
    print(f"1..{len(points)}")
    sys.exit(any(problems for _, problems in points))


main()
