"""What goes into a rendering and what comes out, in the terms of agentrender.h."""

from __future__ import annotations

import dataclasses
import difflib
import functools
import re
from dataclasses import dataclass, field
from typing import Any, Mapping, Optional, Sequence

from ._errors import RequestError

# Words of the other interfaces and of earlier releases, and what they are here.
OTHER_WORDS = {
    "tag": "new_tag", "newTag": "new_tag", "newName": "new_name", "keepGoing": "keep_going", "keepInputs": "keep_inputs",
    "podSecurity": "pod_security", "inheritedAnnotations": "inherited_annotations", "lenient": "strict=False",
    "resources": "limits and requests", "output": "format", "controllerVersion": "controller",
    "controller_version": "controller", "strictness": "strict",
}

# Of them, what a request calls them.
WIRE_WORDS = ("newTag", "newName", "keepGoing", "keepInputs", "podSecurity", "inheritedAnnotations")


def _says_words(cls: type) -> type:
    """An argument that the class does not have is an error that says which one is meant."""
    make, names = cls.__init__, [known.name for known in dataclasses.fields(cls)]

    @functools.wraps(make)
    def checked(self: Any, *values: Any, **named: Any) -> None:
        for word in named.keys() - set(names):
            close = difflib.get_close_matches(word, names, 1)
            meant = OTHER_WORDS.get(word) or (close[0] if close else "")
            hint = f"did you mean {meant}?" if meant else f"there are {', '.join(names)}"
            raise RequestError(f"{cls.__name__} has no argument {word!r} ({hint})")
        make(self, *values, **named)

    cls.__init__ = checked
    return cls


@dataclass(frozen=True)
class Source:
    """One input text, YAML or JSON. All sources of a call are one input."""

    name: str  # how problems call it, such as its path
    text: str
    named: bool = True  # False: what is no Kubernetes resource is skipped, and no error


@_says_words
@dataclass(frozen=True)
class Image:
    """Overrides images of one name, as an entry of kustomize's `images`."""

    name: str
    new_name: str = ""
    new_tag: str = ""
    digest: str = ""


@_says_words
@dataclass(frozen=True)
class Options:
    namespace: str = ""  # of objects that have none
    controller: str = ""  # whose rendering is reproduced, "v0.1.2" to "v0.1.9"; "v0.1.7" unless said
    format: str = "yaml"  # yaml, json, ndjson or resourceList
    keep_going: bool = False  # print what has no errors although something else has
    keep_inputs: bool = False  # print Agents, AgentTemplates and KubeOpenCodeConfigs too
    strict: Optional[bool] = None  # unknown fields are errors: as an AgentRender in the input says, else True
    pod_security: Optional[str] = None  # privileged, baseline or restricted: what rendered Pods must meet
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


def python_path(path: str) -> str:
    """The path of a field in a request, as this package calls it: options.images[0].new_tag."""
    for wire, own in (("resources.limits", "limits"), ("resources.requests", "requests"), *OTHER_WORDS.items()):
        path = re.sub(rf"^(options\.(?:images\[\d+\]\.)?){re.escape(wire)}(?![\w-])", rf"\g<1>{own}", path)
    return path


def python_words(text: str) -> str:
    """A hint about a request, in this package's words."""
    return re.sub(r"\b(" + "|".join(WIRE_WORDS) + r")\b", lambda word: OTHER_WORDS[word[0]], text)


def _check_list(name: str, values: Any, item: type) -> None:
    if isinstance(values, (str, bytes)) or not isinstance(values, Sequence):
        raise RequestError(f"options.{name}: expected a list of {item.__name__}, got {type(values).__name__}")
    for index, value in enumerate(values):
        if not isinstance(value, item):
            raise RequestError(f"options.{name}[{index}]: expected {item.__name__}, got {type(value).__name__}")


@dataclass(frozen=True)
class About:
    """What a module is."""

    version: str = ""  # of the module; empty for modules before 0.2
    controller: str = ""  # whose rendering is reproduced unless Options say otherwise
    controllers: Sequence[str] = ()  # those that Options.controller can be

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> About:
        return cls(wire.get("version", ""), wire.get("controller", ""), tuple(wire.get("controllers", ())))


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
