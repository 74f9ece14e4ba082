"""Part 2: every Agent, AgentTemplate and KubeOpenCodeConfig of the golden inputs and examples is sent through the
CustomResourceDefinitions of `agentrender schema --format crd`, with strict field validation, as a dry run. The API
server and `agentrender validate` agree on each of them, and on the field, but where known/crd.tsv says why not.

The definitions are ours, so this shows that a cluster can hold what we read and refuses what we refuse; it does not show
what KubeOpenCode's own definitions say: that is for `scripts/upstream CHECKOUT --cluster`, which gives a folder of them
(`run --definitions FOLDER --controller VERSION crd`). They know fewer rules: known/upstream.tsv has more rows for those.
"""
import collections
import glob
import json
import os
import re
import subprocess

import yaml
from apply import messages
from cases import Inputs, Loader, arguments_of
from checks import AGENTRENDER, ROOT, all_inputs, check
from cluster import Refused
from listed import Listed, covers

GROUP = "kubeopencode.io/v1alpha1"
CHART = "examples/helm"
PLURALS = {"Agent": "agents", "AgentTemplate": "agenttemplates", "KubeOpenCodeConfig": "kubeopencodeconfigs"}
CLUSTER_WIDE = {"KubeOpenCodeConfig"}
NO_YAML = {f"AR010{number}" for number in range(1, 8)}  # findings before there are fields
JUDGED = {400, 404, 422}  # of the object; other errors are the API server's own. 404: there is no such namespace


def install(cluster, text, folder):
    path = os.path.join(folder, "crd.yaml")
    with open(path, "w") as f:
        f.write(text)
    # As docs/cluster.md has it; client-side apply would write all of it into an annotation once more.
    applied = cluster.kubectl("apply", "--server-side", "-f", path)
    check("the definitions are structural and are taken", messages(applied.stderr))
    if applied.returncode:
        raise RuntimeError("there is nothing to send Agents through")
    cluster.wait_for("the definitions", lambda: all(
        cluster.get(f"/apis/{GROUP}/{'' if kind in CLUSTER_WIDE else 'namespaces/default/'}{plural}")
        for kind, plural in PLURALS.items()))


def remove(cluster, text):
    """A definition that changes is not served at once; one that is gone is."""
    cluster.kubectl("delete", "--ignore-not-found", "-f", "-", input=text)
    cluster.wait_for("the definitions to go", lambda: GROUP not in json.dumps(cluster.get("/apis")))


def ours(options):
    return subprocess.run([AGENTRENDER, "schema", "--format", "crd", *options], capture_output=True, check=True, text=True).stdout


def inputs(folder):
    """Those of each version of the controller, which is that followed unless told otherwise: by the options that say so.
    Of the chart, which is no YAML, what Helm makes of it."""
    found = collections.defaultdict(list)
    for path in sorted(glob.glob(os.path.join(ROOT, "tests/golden/*/*/input.yaml"))):
        arguments = arguments_of(os.path.dirname(path))
        at = arguments.index("--controller") if "--controller" in arguments else len(arguments)
        found[tuple(arguments[at:at + 2])].append(path)
    written = sorted(glob.glob(os.path.join(ROOT, "examples/**/*.yaml"), recursive=True))
    found[()] += [path for path in written if not path.startswith(os.path.join(ROOT, CHART, "templates", ""))]
    found[()].append(Inputs(os.path.join(folder, "crd")).helm(os.path.join(ROOT, CHART)))
    return found


class Sent:
    """An object of one of our kinds, and the lines of the input that it stands in. A document is sent as it was written,
    an item of a list as JSON."""

    def __init__(self, input_path, text, lines, fields):
        self.input, self.text, self.lines = input_path, text, lines
        self.kind = fields["kind"]
        metadata = fields.get("metadata")
        namespace = metadata.get("namespace") if isinstance(metadata, dict) else None
        self.namespace = namespace if isinstance(namespace, str) and namespace else "default"

    def has(self, finding):
        return finding.get("line") in self.lines

    def url(self):
        place = "" if self.kind in CLUSTER_WIDE else f"namespaces/{self.namespace}/"
        return f"/apis/{GROUP}/{place}{PLURALS[self.kind]}?dryRun=All&fieldValidation=Strict"


def is_ours(fields):
    return isinstance(fields, dict) and fields.get("apiVersion") == GROUP and fields.get("kind") in PLURALS


def items(path, node, fields, first):
    """Those of our kinds in a list, or in a list in it. A typed list lends its items kind and apiVersion."""
    nodes = next(value for key, value in node.value if key.value == "items").value
    kind = fields["kind"].removesuffix("List")
    lent = {"apiVersion": fields.get("apiVersion"), "kind": kind} if kind else {}
    for node, item in zip(nodes, fields["items"]):
        if not isinstance(item, dict):
            continue
        item, start = lent | item, first + node.start_mark.line
        if is_ours(item):
            lines = range(start, max(first + node.end_mark.line, start + 1))
            yield Sent(path, json.dumps(item, default=str), lines, item)
        elif is_list(item):
            yield from items(path, node, item, first)


def is_list(fields):
    return isinstance(fields, dict) and str(fields.get("kind")).endswith("List") and isinstance(fields.get("items"), list)


def as_it_stands(part):
    """What a text that PyYAML cannot read says of itself, or None. One in UTF-16 too."""
    part = part.replace("\0", "")

    def value(key, values):
        found = re.search(rf"""(?:^|[^\w./ -]) *["']?{key}["']? *: *["']?({values})(?![\w./-])""", part, flags=re.M)
        return found and found[1]

    fields = {"apiVersion": value("apiVersion", re.escape(GROUP)), "kind": value("kind", "|".join(PLURALS)),
              "metadata": {"namespace": value("namespace", "[a-z0-9-]+")}}
    return fields if is_ours(fields) else None


def documents(path, unread):
    """Those of a file. What is no YAML is sent as it stands; what then does not say of which kind it is, though it names
    our group, is `unread`."""
    with open(path, "rb") as f:
        text = f.read().decode("utf-8", errors="surrogateescape")
    starts = [0, *(separator.end() for separator in re.finditer(r"^---.*\n?", text, flags=re.M))]
    for start, end in zip(starts, [*starts[1:], len(text)]):
        part = re.sub(r"^---.*\n?\Z", "", text[start:end], flags=re.M)
        try:
            fields = yaml.load(part, Loader=Loader)
        except (yaml.YAMLError, ValueError) as error:
            fields = as_it_stands(part)
            if not fields and GROUP in part.replace("\0", ""):
                unread.append(f"{named(path)}: {error}")
        first = text.count("\n", 0, start) + 1
        if is_ours(fields):
            yield Sent(path, part, range(first, first + part.count("\n") + 1), fields)
        elif is_list(fields):
            yield from items(path, yaml.compose(part, Loader=Loader), fields, first)


def errors_of(path, controller):
    """The errors that validate finds, judging as a version of the controller does: that of the case unless given."""
    version = ["--controller", controller] if controller else []
    process = subprocess.run([AGENTRENDER, "validate", "--namespace", "default", "--report=json",
                              *arguments_of(os.path.dirname(path)), *version, path], capture_output=True, timeout=60)
    return [p for p in json.loads(process.stdout or process.stderr) if p["severity"] == "error"]


def verdict(cluster, sent):
    """None when the API server takes it, else what it answers."""
    try:
        body = sent.text.encode("utf-8", errors="surrogateescape")
        cluster.request("POST", sent.url(), body, "application/yaml")
    except Refused as refused:
        return refused


def definitions_in(folder):
    """Those of our three kinds in a folder of someone else's."""
    found = []
    for path in sorted(glob.glob(os.path.join(folder, "*.y*ml"))):
        with open(path) as f:
            text = f.read()
        names = (yaml.safe_load(text).get("spec") or {}).get("names") or {}
        if names.get("kind") in PLURALS:
            found.append(text)
    return "---\n".join(found)


def places_in(message):
    """The fields that the API server names; Go's own name of metadata among them."""
    message = message.replace("field ObjectMeta.", "field metadata.")
    return re.findall(r'\b(?:spec|metadata)(?:[.\[][\w./\[\]-]*[\w\]])+|(?<=")spec(?=")', message)


def same_place(message, finding):
    """Does the API server name the field of a finding, or one that it lies in, or one that lies in it? What is no YAML has
    no fields: both say so."""
    field = finding.get("field")
    if not field:
        return finding["code"] in NO_YAML and ": yaml: " in message
    inside = lambda a, b: a == b or a.startswith((b + ".", b + "["))
    return field in message or any(inside(place, field) or inside(field, place) for place in places_in(message))


def place(finding):
    """The field of a finding, without the numbers of entries."""
    return re.sub(r"\[\d+\]", "[]", finding.get("field") or "-")


def named(path):
    name = os.path.relpath(path, ROOT)
    return os.path.basename(os.path.dirname(path)) if name.startswith("tests/golden/") else name


def unsent(paths, sent):
    """Inputs that name one of our kinds and of which nothing was sent."""
    for path in paths:
        with open(path, "rb") as f:
            text = f.read().decode("utf-8", errors="surrogateescape")
        if path not in sent and as_it_stands(text):
            yield named(path)


class Comparison:
    """What the API server says of all documents against what validate does."""

    def __init__(self, cluster, controller):
        self.cluster, self.controller = cluster, controller
        self.sent, self.paths, self.both = 0, set(), 0
        self.looser, self.stricter, self.elsewhere, self.failures = [], [], [], []
        self.unread = []
        self.seen = set()  # (place, code) of what both refuse there

    def send(self, paths):
        sent = [document for path in paths for document in documents(path, self.unread)]
        paths = sorted({s.input for s in sent})
        self.sent, self.paths = self.sent + len(sent), self.paths | set(paths)
        self.cluster.create_namespaces({s.namespace for s in sent if re.fullmatch("[a-z0-9-]{1,63}", s.namespace)})
        refusals = self.cluster.all(lambda s: verdict(self.cluster, s), sent)
        errors = dict(zip(paths, self.cluster.all(lambda path: errors_of(path, self.controller), paths)))
        for document, refused in zip(sent, refusals):
            found = [finding for finding in errors[document.input] if document.has(finding)]
            if refused and refused.code not in JUDGED:
                self.failures.append(f"{named(document.input)}: {refused}")
            else:
                self.compare(named(document.input), refused and refused.message, found)

    def compare(self, name, message, found):
        if message and not found:
            self.looser.append((name, "*", message))
        elif message:
            self.both += 1
            same = [(place(finding), finding["code"]) for finding in found if same_place(message, finding)]
            if len({code for _, code in same}) == 1:  # of several, who knows which one the API server means
                self.seen.update(same)
            if not same:
                self.elsewhere.append((name, "*", message))
        else:
            self.stricter += sorted({(name, place(finding), finding["code"]) for finding in found})


def too_wide(known, seen):
    """Rows that would hide that a definition has lost a rule: of `validate` for all places or codes, or for all cases where
    a definition refuses the same at that place in some case; of the others for all cases."""
    def hides(who, case, field, code):
        if who == "validate":
            everywhere = case == "*" and any(covers(field, place) and code == other for place, other in seen)
            return field == "*" or everywhere or not re.fullmatch(r"AR\d{4}", code)
        return who not in ("crd", "both") or case == "*"
    return ["\t".join(row) for row in known.rows if hides(*row[:4])]


def run(cluster, _cases, folder, definitions=None, controller=None):
    known = [Listed("upstream"), Listed("crd")] if definitions else [Listed("crd")]
    found = Comparison(cluster, controller)

    def unlisted(who, differences):
        return [f"{name}: {field}: {text[:300]}" for name, field, text in differences
                if not any(table.has(who, name, field, text) for table in known)]

    files = inputs(folder)
    if definitions:  # of one version: all are judged as that one does, whatever the case says
        files = {(): [path for paths in files.values() for path in paths]}
    for options, paths in files.items():
        text = definitions_in(definitions) if definitions else ours(options)
        install(cluster, text, folder)
        found.send(paths)
        remove(cluster, text)
    check("each input that names one of our kinds is sent", unsent({*all_inputs(), *files[()]}, found.paths))
    check("each document that names our group can be sent", found.unread)
    check("the API server has judged each object", found.failures)
    check("what the definitions refuse, validate refuses", unlisted("crd", found.looser))
    check("what validate refuses, the definitions refuse, or cannot see", unlisted("validate", found.stricter))
    check("what both refuse, they refuse at the same field", unlisted("both", found.elsewhere))
    for table in known:  # definitions of others see less: rows for all cases are right there
        check(f"known/{table.name}.tsv: no row is for more than its reason", too_wide(table, set() if definitions else found.seen))
    if definitions:  # each release has other ones: what holds for one need not for the next
        for row in known[0].unused():
            print("# known/upstream.tsv: does not hold with these definitions: " + "  ".join(row))
    else:
        known[0].finish()
    return {"sent": found.sent, "inputs": len(found.paths), "refused by both": found.both,
            "by the definitions alone": len(found.looser), "by validate alone": len(found.stricter)}
