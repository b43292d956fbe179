"""The part of JSON Schema that our own schema uses, in a few lines: what is wrong with a value, or nothing."""
from __future__ import annotations

import re
from typing import Any

TYPES = {"object": dict, "array": list, "string": str, "integer": int}
KNOWN = {"$schema", "$defs", "$ref", "title", "description", "type", "const", "enum", "anyOf", "allOf", "if", "then", "pattern", "minimum", "maximum", "properties",
         "required", "additionalProperties", "prefixItems", "items", "minItems", "maxItems"}  # fmt: skip


def is_valid(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether a value is what the schema describes; `whole` is the schema with the definitions."""
    assert set(schema) <= KNOWN, schema
    if "$ref" in schema:
        return is_valid(value, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole)
    if "type" in schema and (not isinstance(value, TYPES[schema["type"]]) or isinstance(value, bool)):
        return False
    if value not in schema.get("enum", [schema.get("const", value)]):
        return False
    if "anyOf" in schema and not any(is_valid(value, one, whole) for one in schema["anyOf"]):
        return False
    if not all(is_valid(value, one, whole) for one in schema.get("allOf", ())):
        return False
    if "if" in schema and is_valid(value, schema["if"], whole) and not is_valid(value, schema["then"], whole):
        return False
    if isinstance(value, str) and "pattern" in schema:
        return re.search(schema["pattern"], value) is not None
    if isinstance(value, int):
        return schema.get("minimum", value) <= value <= schema.get("maximum", value)
    if isinstance(value, dict):
        return is_object(value, schema, whole)
    return not isinstance(value, list) or is_list(value, schema, whole)


def is_object(value: dict[str, Any], schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether the fields are all there, none too many, and each as described."""
    known = schema.get("properties", {})
    return (set(schema.get("required", ())) <= set(value) and (schema.get("additionalProperties", True) or set(value) <= set(known))
            and all(is_valid(value[k], one, whole) for k, one in known.items() if k in value))


def is_list(value: list[Any], schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    """Whether there are as many items as described, and each is as described."""
    first = schema.get("prefixItems", [])
    return (schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
            and all(is_valid(item, one, whole) for item, one in zip(value, first, strict=False))
            and ("items" not in schema or all(is_valid(item, schema["items"], whole) for item in value[len(first):])))
