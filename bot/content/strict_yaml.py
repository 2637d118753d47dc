"""Safe YAML that does not let the second of two equal keys win in silence."""

from collections.abc import Hashable
from typing import Any

import yaml


class StrictLoader(yaml.CSafeLoader):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=deep) for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {twice!r} stands there twice", node.start_mark
            )
        return super().construct_mapping(node, deep=deep)


def fault_in(file: str, fault: yaml.YAMLError) -> str:
    """In which line of that file it is no YAML, and why."""
    mark, why = getattr(fault, "problem_mark", None), getattr(fault, "problem", None)
    place = f"{file}:{mark.line + 1}" if mark else file
    return f"{place}: this is not valid YAML: {why or ' '.join(str(fault).split())}."
