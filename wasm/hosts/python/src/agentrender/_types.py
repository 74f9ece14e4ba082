"""What goes into a rendering and what comes out, in the terms of agentrender.h."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any, Mapping, Optional, Sequence

from ._errors import RequestError


@dataclass(frozen=True)
class Source:
    """One input text, YAML or JSON. All sources of a call are one input."""

    name: str  # how problems call it, such as its path
    text: str
    named: bool = True  # False: what is no Kubernetes resource is skipped, and no error


@dataclass(frozen=True)
class Image:
    """Overrides images of one name, as an entry of kustomize's `images`."""

    name: str
    new_name: str = ""
    new_tag: str = ""
    digest: str = ""


@dataclass(frozen=True)
class Options:
    namespace: str = ""  # of objects that have none
    controller: str = ""  # whose rendering is reproduced, "v0.1.2" to "v0.1.9"; "v0.1.7" unless said
    format: str = "yaml"  # yaml, json, ndjson or resourceList
    keep_going: bool = False  # print what has no errors although something else has
    keep_inputs: bool = False  # print Agents, AgentTemplates and KubeOpenCodeConfigs too
    strict: Optional[bool] = None  # unknown fields are errors: as an AgentRender in the input says, else True
    pod_security: Optional[str] = None  # baseline or restricted: what rendered Pods must meet
    inherited_annotations: Sequence[str] = ()  # rendered objects take them over from their Agent
    images: Sequence[Image] = ()
    suspend: Optional[bool] = None  # above what the Agents say
    limits: Mapping[str, str] = field(default_factory=dict)  # of the executor's resources
    requests: Mapping[str, str] = field(default_factory=dict)

    def to_wire(self) -> dict[str, Any]:
        """The `options` of a request. Raises RequestError for a value that the wire would silently take for another."""
        _check_list("inherited_annotations", self.inherited_annotations, str)
        _check_list("images", self.images, Image)
        for name in ("limits", "requests"):
            if not isinstance(getattr(self, name), Mapping):
                raise RequestError(f"options.{name}: expected a mapping, got {type(getattr(self, name)).__name__}")
        return {
            "namespace": self.namespace,
            "controller": self.controller,
            "format": self.format,
            "keepGoing": self.keep_going,
            "keepInputs": self.keep_inputs,
            "strict": self.strict,
            "podSecurity": self.pod_security,
            "inheritedAnnotations": list(self.inherited_annotations),
            "images": [{"name": i.name, "newName": i.new_name, "newTag": i.new_tag, "digest": i.digest} for i in self.images],
            "suspend": self.suspend,
            "resources": {"limits": dict(self.limits), "requests": dict(self.requests)},
        }


def _check_list(name: str, values: Any, item: type) -> None:
    if isinstance(values, (str, bytes)) or not isinstance(values, Sequence):
        raise RequestError(f"options.{name}: expected a list of {item.__name__}, got {type(values).__name__}")
    for index, value in enumerate(values):
        if not isinstance(value, item):
            raise RequestError(f"options.{name}[{index}]: expected {item.__name__}, got {type(value).__name__}")


@dataclass(frozen=True)
class ObjectRef:
    api_version: str = ""
    kind: str = ""
    namespace: str = ""
    name: str = ""


def _shown(text: str) -> str:
    """A name of the caller's, or a key of the input's, with what a terminal or the log of CI could obey escaped."""
    escaped = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
    return escaped.replace("##", r"#\x23")


@dataclass(frozen=True)
class Problem:
    """One finding. What is not known is empty, 0 or None."""

    severity: str  # error, warning or info
    code: str  # AR0301; docs/problems.md explains each
    message: str
    hint: str = ""
    file: str = ""  # the name of the source
    line: int = 0
    column: int = 0
    object: Optional[ObjectRef] = None
    field: str = ""  # spec.podSpec.extraEnv[0].name

    def __str__(self) -> str:
        place = f"{_shown(self.file)}:{self.line}:{self.column}: " if self.file else ""
        path = f"{_shown(self.field)}: " if self.field else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.severity}: {path}{self.message}{hint}"

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Problem:
        known = {name.name: wire[name.name] for name in dataclasses.fields(cls) if name.name in wire}
        if "object" in known:
            ref = known["object"]
            known["object"] = ObjectRef(
                ref.get("apiVersion", ""), ref.get("kind", ""), ref.get("namespace", ""), ref.get("name", ""))
        return cls(**known)


@dataclass(frozen=True)
class Result:
    output: str  # empty when there are errors, unless Options.keep_going
    problems: Sequence[Problem]
    agents: int  # Agents in the input
    rendered: int  # Agents whose objects are in `output`
    controller: str = ""  # whose rendering was reproduced

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == "error"]
