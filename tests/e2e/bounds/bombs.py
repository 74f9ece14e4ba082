"""Inputs that are small or odd, and would become large or slow: `bombs.py FOLDER` writes each as FOLDER/NAME/input.yaml.

They are made in a process of their own, for what measures the programs must be small: the kernel counts the memory of the
parent as the child's until it has become another program.
"""
import itertools
import json
import os
import random
import sys

AGENT = ("apiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {{name: {name}, namespace: b}}\n"
         "spec:\n  workspaceDir: /w\n  serviceAccountName: s\n")
SMALL = AGENT.format(name="a")
KB, MB = 1000, 1_000_000


def agent(body="", name="a", workspace="/w"):
    return AGENT.format(name=name).replace("workspaceDir: /w\n", f"workspaceDir: {workspace}\n") + body


def of_template(count, body):
    template = agent(body, "t").replace("kind: Agent\n", "kind: AgentTemplate\n")
    one = "---\napiVersion: kubeopencode.io/v1alpha1\nkind: Agent\nmetadata: {{name: a{}, namespace: b}}\nspec: {{templateRef: {{name: t}}}}\n"
    return template + "".join(one.format(i) for i in range(count))


def items(count, row):
    return "".join(row.format(i) for i in range(count))


def flow(count, item):
    return "[" + ", ".join([item] * count) + "]"


def secret(data):
    return f"apiVersion: v1\nkind: Secret\nmetadata: {{name: s, namespace: b}}\nstringData:\n{data}---\n" + SMALL


def aliases(count, size, character="x"):
    return f"  a: &a '{character * size}'\n" + "".join(f"  k{i}: *a\n" for i in range(count))


def config_map(data):
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c, namespace: b}}\ndata:\n{data}---\n"


def config(text):
    return "  config:\n" + text.replace("\n  ", "\n    ").replace("  a", "    a", 1) if text.startswith("  ") else "  config: " + text + "\n"


def contexts(count, row):
    return "  contexts:\n" + items(count, row)


TEXTS = "  - {{type: Text, mountPath: m{0}, text: t}}\n"
GITS = "  - {{type: Git, mountPath: g{0}, git: {{repository: 'https://g/r{0}'}}}}\n"
URLS = "  - {{type: URL, mountPath: u{0}, url: {{source: 'https://u/{0}'}}}}\n"


def nested(depth, inner, key="a"):
    return "{" + f"{key}: {{" * (depth - 1) + inner + "}" * depth


LABELS = "labels: {app: kubeopencode, kubeopencode.io/agent: a}"


def made(name, data):
    """What an Agent may have become: the old or new side of a comparison."""
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: b, {LABELS}}}\n{data}"


def sides(side):
    """The two inputs of `diff`."""
    return {"old.yaml": side("a"), "new.yaml": side("b")}


VARIABLES = "  podSpec:\n    extraEnv:\n" + items(488, "    - {{name: E{0}, value: v}}\n")


def live(*objects):
    """What `kubectl get -o json --show-managed-fields` prints."""
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": objects})


def deployment(agent_name, spec, managers):
    return {"apiVersion": "apps/v1", "kind": "Deployment", "spec": spec,
            "metadata": {"name": agent_name + "-server", "namespace": "b", "managedFields": managers}}


def manager(name, operation, fields):
    return {"manager": name, "operation": operation, "apiVersion": "apps/v1", "fieldsV1": fields}


# Each is a text, or files by name; callables, so that one text is in memory at a time.
BOMBS = {
    # What aliases stand for.
    "config-aliases": lambda: agent("  config:\n    a: &a " + "x" * 20 * KB + "\n" + items(40 * KB, "    k{0}: *a\n")),
    "config-aliases-in-one-list": lambda: agent("  config:\n    a: &a " + "x" * 20 * KB + "\n    l: " + flow(40 * KB, "*a") + "\n"),
    "config-aliases-below-the-limit": lambda: agent("  config:\n    a: &a " + "x" * 400 + "\n    l: " + flow(38 * KB, "*a") + "\n"),
    "secret-aliases": lambda: secret(aliases(40 * KB, 50 * KB)),
    "secret-aliases-below-the-limit": lambda: secret(aliases(300, 50 * KB)),
    "many-secrets-with-aliases": lambda: "".join(
        f"apiVersion: v1\nkind: Secret\nmetadata: {{name: s{i}}}\nstringData:\n{aliases(300, 50 * KB)}---\n" for i in range(100)) + SMALL,
    "secret-aliases-of-what-is-escaped": lambda: secret(aliases(300, 16 * KB, "\u2028")),
    "list-of-aliased-items": lambda: "apiVersion: v1\nkind: List\nitems:\n- &a {apiVersion: v1, kind: Secret, metadata: {name: s}, data: {a: "
                                     + "x" * 50 * KB + "}}\n" + "- *a\n" * 4000,
    "list-of-small-aliased-items": lambda: "\n---\n".join(
        "apiVersion: v1\nkind: List\nitems:\n- &a {apiVersion: v1, kind: S}\n" + "- *a\n" * 60 * KB for _ in range(16)),
    "merge-keys": lambda: agent("  config:\n    base: &a {" + items(400, "k{0}: " + "x" * 300 + ", ") + "}\n"
                                + items(400, "    m{0}: {{<<: *a, own{0}: 1}}\n")),
    "merge-keys-in-a-secret": lambda: secret("  a: &a {" + items(90, "k{0}: " + "x" * 3 * KB + ", ") + "}\n"
                                             + items(2000, "  m{0}: {{<<: [*a], o: 1}}\n")),
    "merge-of-merges": lambda: "apiVersion: v1\nkind: X\nb0: &b0 {k: v}\n" + items(3000, "b{0}x: &b{0}x {{<<: *b0, k{0}: 1}}\n"),
    "anchors": lambda: "\n---\n".join("apiVersion: v1\nkind: X\nl:\n" + items(80 * KB, "- &a{0} x\n") for _ in range(8)),
    "anchors-in-one-document": lambda: "apiVersion: v1\nkind: X\nl:\n" + items(490 * KB, "- &an{0} x\n"),
    "aliases-of-aliases": lambda: "apiVersion: v1\nkind: X\na0: &a0 " + flow(9, "x" * 100) + "\n"
                                  + items(8, "") + "".join(f"a{i}: &a{i} {flow(9, f'*a{i - 1}')}\n" for i in range(1, 6)),
    "trees-of-aliases": lambda: "---\n".join(
        f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: c{d}, namespace: b}}\na0: &a0 {flow(9, '~')}\n"
        + "".join(f"a{i}: &a{i} {flow(9, f'*a{i - 1}')}\n" for i in range(1, 5)) for d in range(8000)) + "---\n" + SMALL,
    "trees-of-aliases-in-agents": lambda: "---\n".join(
        agent(f"  config:\n    a0: &a0 {flow(9, '~')}\n" + "".join(f"    a{i}: &a{i} {flow(8, f'*a{i - 1}')}\n" for i in range(1, 5)), f"a{d}")
        for d in range(4000)),
    "too-many-aliases-between-agents": lambda: SMALL + "---\n" + agent(
        "  config:\n    a: &a " + "x" * 20 * KB + "\n" + items(40 * KB, "    k{0}: *a\n"), "big") + "---\n" + agent("", "c"),
    "keys-that-are-aliases": lambda: "apiVersion: v1\nkind: X\na: &a " + "k" * 900 + "\nl:\n" + "- {*a : 1}\n" * 100 * KB,
    "url-headers-that-are-aliases": lambda: agent("  config: {a: &h {H: '" + "\u2039" * 100 * KB + "'}}\n" + contexts(
        490, "  - {{type: URL, mountPath: u{0}, url: {{source: 'https://u/{0}', headers: *h}}}}\n")),
    "plugin-options-that-are-aliases": lambda: agent("  config: {a: &h {o: '" + "\u2039" * 100 * KB + "'}}\n  plugins:\n"
                                                     + items(490, "  - {{name: p{0}, options: *h}}\n")),
    "env-values-that-are-aliases": lambda: agent("  config: {a: &h '" + "x" * 300 * KB + "'}\n  podSpec:\n    extraEnv:\n"
                                                 + items(490, "    - {{name: E{0}, value: *h}}\n")),
    "context-texts-that-are-aliases": lambda: agent("  config: {a: &h '" + "x" * 300 * KB + "'}\n" + contexts(
        490, "  - {{type: Text, mountPath: m{0}, text: *h}}\n")),
    # One long text that many things carry.
    "workspace": lambda: agent(contexts(490, TEXTS), workspace="/" + "w" * 100 * KB),
    "workspace-with-slashes": lambda: agent(contexts(490, TEXTS), workspace="/" + "w/" * 50 * KB),
    "workspace-with-dots": lambda: agent(contexts(490, TEXTS), workspace="/" + "w/../" * 20 * KB + "x"),
    "mount-paths": lambda: agent("  config: {a: &h '/" + "m" * 100 * KB + "'}\n" + contexts(490, "  - {{type: Text, mountPath: *h, text: t}}\n")),
    "env-of-every-container": lambda: agent("  podSpec:\n    extraEnv: [{name: E, value: '" + "x" * MB + "'}]\n" + contexts(490, GITS)),
    "proxy": lambda: agent("  proxy: {httpProxy: '" + "x" * MB + "'}\n" + contexts(490, GITS)),
    "proxy-of-the-cluster": lambda: ("apiVersion: kubeopencode.io/v1alpha1\nkind: KubeOpenCodeConfig\nmetadata: {name: cluster}\n"
                                     "spec: {proxy: {noProxy: '" + "x," * 500 * KB + "'}}\n---\n" + agent(contexts(490, URLS))),
    "system-image": lambda: ("apiVersion: kubeopencode.io/v1alpha1\nkind: KubeOpenCodeConfig\nmetadata: {name: cluster}\n"
                             "spec: {systemImage: {image: '" + "x" * MB + "'}}\n---\n" + agent(contexts(490, GITS))),
    "telemetry-headers": lambda: ("apiVersion: kubeopencode.io/v1alpha1\nkind: KubeOpenCodeConfig\nmetadata: {name: cluster}\n"
                                  "spec: {observability: {openTelemetry: {enabled: true, endpoint: 'http://o:4317', headers: {a: '" + "x" * 500 * KB
                                  + "'}}}}\n---\n" + agent(contexts(490, GITS))),
    "skills": lambda: agent("  skills:\n" + items(30, "  - {{name: s{0}, git: {{repository: 'https://g/r', path: '" + "p/" * 50 * KB + "', names: ["
                                                  + ", ".join(f"n{i}" for i in range(30)) + "]}}}}\n")),
    "git-names": lambda: agent(contexts(30, "  - {{type: Git, mountPath: '" + "m" * 60 * KB + "{0}', git: {{repository: 'https://g/r', names: ["
                                            + ", ".join(f"n{i}" for i in range(300)) + "]}}}}\n")),
    "name-of-an-agent": lambda: agent(contexts(490, GITS), name="a" * 500 * KB),
    "namespace-of-an-agent": lambda: agent(contexts(490, TEXTS)).replace("namespace: b", "namespace: " + "b" * 500 * KB),
    "labels": lambda: agent().replace("namespace: b", "namespace: b, labels: {" + items(490, "l{0}: " + "v" * 2 * KB + ", ") + "}"),
    "annotations": lambda: agent().replace("namespace: b", "namespace: b, annotations: {a: '" + "v" * 4 * MB + "'}"),
    "annotations-that-are-carried": lambda: agent(contexts(490, TEXTS)).replace(
        "namespace: b", "namespace: b, annotations: {internal.config.kubernetes.io/path: '" + "v" * 4 * MB
        + "', postrenderer.helm.sh/postrender-filename: '" + "v" * 4 * MB + "'}"),
    "agents-of-a-path": lambda: "".join(agent("  nope: 1\n", f"a{i}").replace(
        "namespace: b", "namespace: b, annotations: {config.kubernetes.io/path: '" + "v" * 20 * KB + "'}") + "---\n" for i in range(490)),
    # Templates.
    "template-with-a-large-config": lambda: of_template(9000, "  config: {a: '" + "\u2039" * 180 * KB + "'}\n"),
    "template-with-a-large-config-that-fits": lambda: of_template(9000, "  config: {a: '" + "x" * 900 * KB + "'}\n"),
    "template-with-many-contexts": lambda: of_template(5000, contexts(490, TEXTS)),
    "template-with-mistakes": lambda: of_template(9000, "  podSpec:\n    extraVolumeMounts:\n" + items(490, "    - {{name: v{0}, mountPath: /m{0}}}\n")),
    "template-with-equal-paths": lambda: of_template(3000, contexts(490, "  - {{type: Text, mountPath: m, text: t}}\n")),
    "template-with-large-env": lambda: of_template(9000, "  podSpec:\n    extraEnv: [{name: E, value: '" + "x" * MB + "'}]\n" + contexts(20, GITS)),
    "many-agents": lambda: of_template(9000, ""),
    "many-templates": lambda: "---\n".join(agent("  config: {a: b}\n", f"t{i}").replace("kind: Agent\n", "kind: AgentTemplate\n")
                                           for i in range(20 * KB)) + "---\n" + SMALL,
    "agents-without-their-template": lambda: "---\n".join(agent(f"  templateRef: {{name: missing-{i}}}\n", f"a{i}") for i in range(9000)) + "---\n" + "---\n".join(
        agent("", f"t{i}").replace("kind: Agent\n", "kind: AgentTemplate\n") for i in range(900)),
    "agents-of-one-name": lambda: "---\n".join(SMALL for _ in range(20 * KB)),
    "agents-named-alike": lambda: "apiVersion: v1\nkind: List\nitems:\n- &a {apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: '"
                                  + "n" * 100 * KB + "'}}\n" + "- *a\n" * 1000,
    # Many findings, and long ones.
    "one-line-with-unknown-fields": lambda: "{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: a}, spec: {pad: '" + "p" * 2 * MB
                                            + "', " + items(490, "unknown{0}: 1, ") + "}}\n",
    "one-line-of-wide-characters": lambda: "{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: a}, spec: {pad: '" + "\u2039" * 700 * KB
                                           + "', " + items(490, "unknown{0}: 1, ") + "}}\n",
    "json-on-one-line-with-mistakes": lambda: '{"apiVersion":"kubeopencode.io/v1alpha1","kind":"Agent","metadata":{"name":"a"},"spec":{"pad":"'
                                              + "p" * 2 * MB + '",' + ",".join(f'"unknown{i}":1' for i in range(490)) + "}}\n",
    "lines-without-end": lambda: "---\n".join("{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: a" + str(i)
                                              + "}, spec: {pad: '" + "p" * 10 * KB + "', u: 1}}\n" for i in range(1200)),
    "unknown-fields": lambda: "---\n".join(agent(items(400, "  unknown{0}: 1\n"), f"a{i}") for i in range(60)),
    "unknown-fields-with-long-names": lambda: "---\n".join(agent(items(400, "  u{0}" + "u" * 900 + ": 1\n"), f"a{i}") for i in range(25)),
    "unknown-fields-deep-down": lambda: "---\n".join(agent("  podSpec:\n    affinity: " + nested(90, items(100, "u{0}: 1, "), "k" * 900) + "\n", f"a{i}") for i in range(20)),
    "wrong-types-with-long-values": lambda: "---\n".join(agent("  port: '" + "9" * 30 * KB + "'\n", f"a{i}") for i in range(490)),
    "bad-names-that-are-long": lambda: "---\n".join(agent("  serviceAccountName: '" + "S" * 30 * KB + "'\n", f"a{i}") for i in range(490)),
    "images-with-spaces": lambda: "---\n".join(agent("  agentImage: ' " + "S" * 30 * KB + "'\n", f"a{i}") for i in range(490)),
    "missing-config-maps": lambda: agent(contexts(490, "  - {{type: ConfigMap, mountPath: m{0}, configMap: {{name: " + "c" * 20 * KB + "{0}}}}}\n")),
    "documents-that-are-no-resource": lambda: "a: 1\n---\n" * 49 * KB,
    # Sizes and shapes.
    "many-documents": lambda: "---\n".join(f"apiVersion: v1\nkind: A\nmetadata: {{name: n{i}}}\n" for i in range(49 * KB)) + "---\n" + SMALL,
    "empty-documents": lambda: "---\n" * 3 * MB + SMALL,
    "wide-list": lambda: "apiVersion: v1\nkind: X\nl: [" + "1," * 490 * KB + "]\n",
    "wide-lists": lambda: "\n---\n".join("apiVersion: v1\nkind: X\nl: [" + "1," * 490 * KB + "]" for _ in range(10)),
    "wide-map": lambda: "apiVersion: v1\nkind: X\nm:\n" + items(240 * KB, "  k{0}: v\n"),
    "wide-map-in-json": lambda: '{"apiVersion":"v1","kind":"X","m":{' + ",".join(f'"k{i}":1' for i in range(240 * KB)) + "}}\n",
    "wide-config": lambda: agent("  config: {" + items(20 * KB, "k{0}: v, ") + "}\n"),
    "wide-config-of-a-template": lambda: of_template(2000, "  config: {" + items(20 * KB, "k{0}: v, ") + "}\n"),
    "items": lambda: "apiVersion: v1\nkind: List\nitems:\n" + "- {apiVersion: v1, kind: A}\n" * 90 * KB,
    "items-that-are-nothing": lambda: "apiVersion: v1\nkind: List\nitems: [" + "{}," * 400 * KB + "]\n",
    "lists-in-lists": lambda: "apiVersion: v1\nkind: List\nitems:\n" + "- {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: A}]}\n" * 40 * KB,
    "nested": lambda: "\n---\n".join("apiVersion: v1\nkind: X\na: " + nested(99, "x: y") for _ in range(8000)),
    "nested-lines": lambda: '{"apiVersion": "v1", "kind": "X", "a": ' + '{"a":' * 90 + '"' + "x\\n" * 300 * KB + '"' + "}" * 90 + "}\n",
    "nested-lists": lambda: "\n---\n".join("apiVersion: v1\nkind: X\na: " + "[" * 98 + "1" + "]" * 98 for _ in range(20 * KB)),
    "brackets": lambda: "[" * 8 * MB,
    "braces": lambda: '{"a":' * 2 * MB,
    "dashes": lambda: "- " * 4 * MB + "a\n",
    "question-marks": lambda: "? " * 3 * MB + "a\n",
    "quotes": lambda: "a: '" + "''" * 7 * MB + "'\n",
    "escapes": lambda: 'apiVersion: v1\nkind: X\na: "' + "\\u2028" * 2 * MB + '"\n',
    "escapes-in-json": lambda: '{"apiVersion":"v1","kind":"X","a":"' + "\\u0001" * 2 * MB + '"}\n',
    "folded": lambda: "apiVersion: v1\nkind: X\na: >\n" + "  word\n\n" * 1500 * KB,
    "literal": lambda: "apiVersion: v1\nkind: X\na: |\n" + "  x\n" * 3 * MB,
    "literal-of-an-agent": lambda: agent("  contexts:\n  - type: Text\n    text: |\n" + "      x\n" * 400 * KB),
    "plain-over-lines": lambda: "apiVersion: v1\nkind: X\na: x\n" + "  x\n" * 3 * MB,
    "spaces": lambda: "apiVersion: v1\nkind: X\na: x" + " " * 14 * MB + "y\n",
    "tabs": lambda: "apiVersion: v1\nkind: X\na: x" + "\t" * 14 * MB + "y\n",
    "line-feeds": lambda: "\n" * 15 * MB,
    "carriage-returns": lambda: SMALL.replace("\n", "\r\n") + "# c\r\n" * 3 * MB,
    "lone-carriage-returns": lambda: "apiVersion: v1\nkind: X\na: |\n" + "  x\r" * 3 * MB,
    "odd-line-breaks": lambda: "apiVersion: v1\nkind: X\na: '" + "\u2028" * 4 * MB + "'\n",
    "byte-order-marks": lambda: "\ufeff" + SMALL + "---\n\ufeff" * 10 * KB,
    "comments": lambda: SMALL + "# comment\n" * 1500 * KB,
    "comments-between-items": lambda: "apiVersion: v1\nkind: List\nitems:\n" + ("# comment\n" * 20 + "- {apiVersion: v1, kind: A}\n") * 40 * KB,
    "comment-of-one-line": lambda: SMALL + "#" + "c" * 15 * MB + "\n",
    "line-of-dashes": lambda: SMALL + "# " + "-" * 2 * MB + "\n",
    "numbers-at-the-limit-of-doubles": lambda: "\n---\n".join(
        "apiVersion: v1\nkind: X\nl: " + flow(40 * KB, "1.7976931348623158e308") for _ in range(14)),
    "quote-that-is-not-closed": lambda: "a: '" + " x" * 2 * MB + "\nb: 'c'\n",
    "long-key": lambda: "apiVersion: v1\nkind: X\n" + "k" * 14 * MB + ": 1\n",
    "long-number": lambda: agent("  port: " + "9" * 4 * MB + "\n"),
    "long-numbers": lambda: agent("  config: {a: " + "9" * 4 * MB + ", b: 1e" + "9" * MB + ", c: 0x" + "f" * MB + ", d: 0." + "0" * MB + "1}\n"),
    "long-quantity": lambda: agent("  podSpec: {resources: {limits: {cpu: '" + "9" * MB + "', memory: '" + "9" * MB + "Ei'}}}\n"),
    "long-duration": lambda: agent("  standby: {idleTimeout: '" + "1h" * MB + "'}\n"),
    "long-tag": lambda: "apiVersion: v1\nkind: X\na: !" + "t" * 8 * MB + " b\n",
    "long-anchor": lambda: "apiVersion: v1\nkind: X\na: &" + "t" * 8 * MB + " b\n",
    "long-alias": lambda: "apiVersion: v1\nkind: X\na: *" + "t" * 8 * MB + "\n",
    "long-kind": lambda: "apiVersion: kubeopencode.io/v1alpha1\nkind: " + "K" * 8 * MB + "\n",
    "tag-directives": lambda: "".join(f"%TAG !t{i}! tag:x{i}:\n" for i in range(200 * KB)) + "---\n" + SMALL,
    "directive": lambda: "%YAML 1." + "1" * 8 * MB + "\n---\n" + SMALL,
    "nul": lambda: "\0" * 15 * MB,
    "bad-utf8": lambda: b"a: " + b"\xff" * 15 * MB,
    "many-namespaces": lambda: "---\n".join(agent("", f"a{i}").replace("namespace: b", f"namespace: n{i}") for i in range(5000)),
    "previous-names": lambda: "---\n".join(SMALL.replace("kind: Agent\n", "kind: AgentTemplate\n").replace(
        "name: a", f"name: t{i}").replace("namespace: b", "namespace: b, annotations: {internal.config.kubernetes.io/previousNames: '" + "x," * 5 * KB + "'}")
        for i in range(490)) + "---\n" + "---\n".join(agent("  templateRef: {name: x}\n", f"a{i}") for i in range(490)),
    "config-map-of-keys": lambda: config_map(items(49 * KB, "  k{0}: v\n")) + agent(contexts(
        490, "  - {{type: ConfigMap, mountPath: m{0}, configMap: {{name: c, key: k{0}}}}}\n")),
    "config-map-in-every-context": lambda: config_map("  a: '" + "x" * 900 * KB + "'\n") + agent(contexts(490, "  - {{type: ConfigMap, configMap: {{name: c}}}}\n")),
    "config-map-of-small-keys": lambda: config_map(items(40 * KB, "  k{0}: ''\n")) + agent(contexts(490, "  - {{type: ConfigMap, configMap: {{name: c}}}}\n")),
    "revisions": lambda: "apiVersion: render.kubeopencode.io/v1alpha1\nkind: GitRevisions\nmetadata: {name: p}\nrevisions:\n"
                         + items(490, "- {{repository: 'https://g/r', ref: b{0}, commit: '" + "a" * 40 + "'}}\n") + "---\n"
                         + agent(contexts(490, "  - {{type: Git, mountPath: g{0}, git: {{repository: 'https://g/r', ref: b{0}, sync: {{enabled: true, policy: Rollout}}}}}}\n")),
    "revisions-that-are-long": lambda: "apiVersion: render.kubeopencode.io/v1alpha1\nkind: GitRevisions\nmetadata: {name: p}\nrevisions:\n"
                                       + items(400, "- {{repository: '" + "r" * 30 * KB + "{0}', ref: b, commit: '" + "a" * 40 + "'}}\n") + "---\n" + SMALL,
    "tolerations": lambda: agent("  podSpec:\n    tolerations:\n" + items(490, "    - {{key: k, value: '" + "v" * 30 * KB + "'}}\n")),
    "volumes": lambda: agent("  podSpec:\n    extraVolumes:\n" + items(490, "    - {{name: v{0}, emptyDir: {{}}}}\n") + "    extraVolumeMounts:\n"
                             + items(490, "    - {{name: v{0}, mountPath: '/m/" + "d/" * 2 * KB + "{0}'}}\n")),
    "mount-paths-in-each-other": lambda: agent(contexts(490, "  - {{type: Git, mountPath: '/" + "d/" * 2 * KB + "{0}', git: {{repository: 'https://g/r'}}}}\n")),
    "ports-of-a-template": lambda: of_template(2000, "  extraPorts:\n" + "".join(f"  - {{name: p{i}, port: {5000 + i}}}\n" for i in range(490))),
    "plugins-of-a-template": lambda: of_template(2500, "  plugins:\n" + items(490, "  - {{name: p{0}, options: {{a: b}}}}\n")),
    "keys-of-a-secret-in-a-template": lambda: of_template(2500, contexts(
        490, "  - {{type: Secret, mountPath: m{0}, secret: {{name: s, key: k{0}}}}}\n")),
    "template-whose-paths-collide": lambda: of_template(9000, contexts(489, TEXTS) + "  - {type: Text, mountPath: m1, text: t}\n"),
    "template-with-keys-alike": lambda: of_template(5000, contexts(490, "  - {{type: Text, mountPath: '" + "d/" * 1000 + "{0}', text: t}}\n")),
    "template-with-volumes-alike": lambda: of_template(5000, contexts(490, "  - {{type: Text, mountPath: '/" + "d/" * 100 + "{0}/f', text: t}}\n")),
    "template-with-paths-in-each-other": lambda: of_template(5000, contexts(
        490, "  - {{type: Git, mountPath: '" + "d/" * 20 + "{0}', git: {{repository: 'https://g/r'}}}}\n") + "  - {type: Git, mountPath: d, git: {repository: 'https://g/r'}}\n"),
    "skills-with-names-that-are-aliases": lambda: "---\n".join(agent(
        "  config: {n: &n " + "[" + ", ".join(f"n{k}" for k in range(490)) + "]}\n  skills:\n"
        + items(90, "  - {{name: s{0}, git: {{repository: 'https://g/r', names: *n}}}}\n"), f"a{i}") for i in range(1000)),
    "equal-keys": lambda: agent(contexts(490, "  - {{type: Text, mountPath: '/{0}/a', text: t}}\n")),
    "credentials": lambda: agent("  credentials:\n" + items(490, "  - {{name: c{0}, secretRef: {{name: s, key: k}}, env: E}}\n")),
    # What is looked up for each of many others, or again for each Agent.
    "variable-set-twice-of-a-template": lambda: of_template(60, VARIABLES + "    - {name: HOME, value: /h}\n" + contexts(38, GITS)),
    "variable-set-twice-of-agents-in-error": lambda: of_template(
        400, VARIABLES + "    - {name: HOME, value: /h}\n" + contexts(38, GITS) + "  extraPorts: [{name: a, port: 4096}]\n"),
    "merged-variable-with-references": lambda: agent(VARIABLES + "    - {name: Z, value: a}\n" + contexts(36, GITS), "t").replace(
        "kind: Agent\n", "kind: AgentTemplate\n") + "---\n" + agent(
        "  templateRef: {name: t}\n  podSpec:\n    extraEnv: [{name: Z, value: '" + "$(A)" * 250 * KB + "'}]\n"),
    "merged-variables": lambda: of_template(2000, VARIABLES).replace(
        "{templateRef: {name: t}}", "{templateRef: {name: t}, podSpec: {extraEnv: [{name: F, value: v}]}}"),
    "namespaces-of-one-name": lambda: "".join(
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: b, labels: {pod-security.kubernetes.io/enforce: baseline}}\n---\n"
        for _ in range(20 * KB)) + of_template(5000, ""),
    "keys-of-a-config-map": lambda: config_map(items(24 * KB, "  k{0}: v\n")) + of_template(
        500, contexts(490, "  - {{type: ConfigMap, mountPath: m{0}, configMap: {{name: c, key: k23999}}}}\n")),
    "keys-that-a-config-map-lacks": lambda: config_map(items(24 * KB, "  k{0}: v\n")) + of_template(
        500, contexts(490, "  - {{type: ConfigMap, mountPath: m{0}, configMap: {{name: c, key: none}}}}\n")),
    "keys-of-an-affinity": lambda: of_template(200, "  podSpec: {scheduling: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: " + flow(
        20, "{topologyKey: k, matchLabelKeys: [" + items(490, "k{0}, ") + "], labelSelector: {matchExpressions: ["
        + items(490, "{{key: z{0}, operator: Exists}}, ") + "]}}") + "}}}}\n"),
    "floats-of-a-template": lambda: of_template(3000, "  config: {a: " + flow(20, flow(490, "1e-300")) + "}\n"),
    "floats-with-many-digits-of-a-template": lambda: of_template(1000, "  config: {a: " + flow(400, "1." + "9" * KB + "e-300") + "}\n"),
    "references-without-an-end": lambda: agent("  podSpec:\n    extraEnv: [{name: A, value: x}, {name: A, value: '" + "$(" * 700 * KB + "'}]\n"),
    "references-without-an-end-in-every-container": lambda: agent(
        "  podSpec:\n    extraEnv: [{name: A, value: x}, {name: A, value: '" + "$(" * 50 * KB + "'}]\n" + contexts(490, GITS)),
    "pins": lambda: "---\n".join(
        "apiVersion: render.kubeopencode.io/v1alpha1\nkind: GitRevisions\nmetadata: {name: g" + str(k) + "}\nrevisions:\n"
        + "".join(f"- {{repository: 'https://g/r', ref: v{k}-{i}, commit: {'a' * 40}}}\n" for i in range(490)) for k in range(80)) + "---\n" + of_template(
        200, contexts(200, "  - {{type: Git, mountPath: g{0}, git: {{repository: 'https://g/r', ref: x{0}, sync: {{enabled: true, policy: Rollout}}}}}}\n")),
    "headers-of-one-variable": lambda: (
        "apiVersion: kubeopencode.io/v1alpha1\nkind: KubeOpenCodeConfig\nmetadata: {name: cluster}\n"
        "spec: {observability: {openTelemetry: {enabled: true, endpoint: 'http://o:4317', headers: {"
        + "".join("a" + "".join(marks) + "b: {valueFrom: {secretKeyRef: {name: s, key: k}}}, "
                  for marks in itertools.islice(itertools.product("-._", repeat=6), 490))
        + "}}}}\n---\n" + of_template(500, "")),
    "selector-and-previous-names": lambda: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig: {apiVersion: render.kubeopencode.io/v1alpha1, kind: AgentRender, spec: {selector: {names: ["
                                           + items(490, "n{0}, ") + "]}}}\nitems:\n" + items(
        500, "- {{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {{name: a{0}, annotations: {{internal.config.kubernetes.io/previousNames: '"
        + "x," * 10 * KB + "'}}}}}}\n"),
    "references-that-lead-nowhere": lambda: "apiVersion: v1\nkind: List\nitems:\n" + items(
        20 * KB, "- {{apiVersion: v1, kind: ConfigMap, metadata: {{name: q{0}-x-w{0}}}}}\n")
        + "- {apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {volumes: [" + items(900, "{{name: v, configMap: {{name: x}}}}, ") + "]}}\n"
        + "- {apiVersion: v1, kind: Pod, metadata: {name: q}, spec: {volumes: [" + items(900, "{{name: v, configMap: {{name: w{0}}}}}, ") + "]}}\n",
    "equal-nodes-with-a-long-path": lambda: sides(lambda v: made("a-server", "d: " + nested(89, f"l: [{'1,' * 400 * KB}], v: {v}", "k" * 900) + "\n").replace(
        "apiVersion: v1\nkind: ConfigMap", "apiVersion: apps/v1\nkind: Deployment")),
    # What a cluster has, for `adopt`.
    "live-owners": lambda: {"agents.yaml": SMALL, "live.json": live(deployment("a", {}, [
        manager("kubectl", "Apply", {f"f:a{i}": {} for i in range(100 * KB)}),
        manager("koc-controller", "Update", {f"f:b{i}": {} for i in range(100 * KB)})]))},
    "live-managers": lambda: {"agents.yaml": SMALL, "live.json": live(deployment("a", {}, [
        manager("koc-controller", "Update", {f"f:a{i}": {}}) for i in range(40 * KB)]))},
    "live-variables": lambda: {"agents.yaml": SMALL, "live.json": live(deployment(
        "a", {"template": {"spec": {"containers": [{"name": "server", "env": [{"name": f"E{i}"} for i in range(100 * KB)]}]}}},
        [manager("koc-controller", "Update", {"f:spec": {}})]))},
    "live-objects": lambda: {"agents.yaml": of_template(2500, ""), "live.json": live(*(
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": f"z{i}", "namespace": "b"}} for i in range(40 * KB)))},
    # Files.
    "files-of-15-mb": lambda: {f"f{i}.yaml": "#" * 15 * MB for i in range(12)},
    "small-files": lambda: {f"f{i}.yaml": agent("", f"a{i}") for i in range(5000)},
    "small-files-as-one": lambda: "---\n".join(agent("", f"a{i}") for i in range(5000)),
    "empty-files": lambda: {f"f{i}.yaml": "" for i in range(20 * KB)},
    "files-below-a-long-path": lambda: {("d" * 200 + "/") * 17 + f"f{i}.yaml": "" for i in range(20 * KB)},
    "files-with-mistakes-below-a-long-path": lambda: {("d" * 200 + "/") * 17 + f"f{i}.yaml": "a: [\n" for i in range(20 * KB)},
    "files-with-long-names": lambda: {"n" * 230 + f"{i}.yaml": "" for i in range(60 * KB)},
    "index-of-one-name": lambda: {"input.yaml": SMALL, ".agentrender-index": "a.yaml\n" * 3_400_000},
    "index-of-names": lambda: {"input.yaml": SMALL, ".agentrender-index": "".join(f"v1_configmap_{i:015}.yaml\n" for i in range(700 * KB))},
    "files-with-mistakes": lambda: {f"f{i}.yaml": "a: [\n" for i in range(5000)},
    "names-full-of-dashes": lambda: "".join(
        "---\n" + config_map("  a: b\n").replace("name: c", "name: " + "-".join("a" * 60) + f"-{i:05}-" + "-".join("a" * 60)) for i in range(8000))
        + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes:\n"
        + items(900, "  - {{name: v{0}, configMap: {{name: " + "-".join("a" * 58) + "-b{0}}}}}\n"),
    "references-to-long-names": lambda: "".join(
        "---\n" + config_map("  a: b\n").replace("name: c", "name: " + "a" * 20_000 + f"-{i}") for i in range(60))
        + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes:\n"
        + items(900, "  - {{name: v{0}, configMap: {{name: " + "a" * 2000 + "{0}}}}}\n"),
    # Two sides of a comparison.
    "objects-of-one-agent": lambda: sides(lambda v: "---\n".join(made(f"c{i}", f"data: {{a: {v}}}\n") for i in range(8 * KB))),
    "keys-of-one-object": lambda: sides(lambda v: made("c", "data:\n" + "".join(f"  k{i}: {v}\n" for i in range(40 * KB)))),
    "other-keys-of-one-object": lambda: sides(lambda v: made("c", "data:\n" + "".join(f"  {v}{i}: v\n" for i in range(40 * KB)))),
    "items-of-one-object": lambda: sides(lambda v: made("c", "l:\n" + "".join(f"- {{name: n{i}, v: {v}}}\n" for i in range(16 * KB)))),
    "wide-lists-of-objects": lambda: sides(lambda v: "---\n".join(made(f"c{i}", "l: [" + f"{v}, " * 490_000 + "]\n") for i in range(2))),
    "changes-with-long-paths": lambda: sides(lambda v: made("c", "d: " + nested(90, ", ".join(f"u{i}: {v}" for i in range(5000)), "k" * 900) + "\n")),
    # Resource lists and the configuration of the function.
    "function-selector": lambda: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig: {apiVersion: render.kubeopencode.io/v1alpha1, kind: AgentRender, spec: {selector: {names: ["
                                 + ", ".join(f"n{i}" for i in range(490)) + "], labels: {" + items(490, "l{0}: v, ") + "}}}}\nitems:\n"
                                 + items(5000, "- {{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {{name: a{0}, labels: {{l1: v}}}}}}\n"),
    "function-config-texts": lambda: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig: {apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {images: '"
                                     + "[" * 100 * KB + "', overrides: '" + "a: " * MB + "'}}\nitems: []\n",
    "function-images": lambda: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nfunctionConfig: {apiVersion: render.kubeopencode.io/v1alpha1, kind: AgentRender, spec: {images: ["
                               + items(490, "{{name: '" + "i" * 10 * KB + "{0}', newTag: t}}, ") + "]}}\nitems:\n"
                               + items(3000, "- {{apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {{name: a{0}, namespace: b}}, spec: {{workspaceDir: /w, serviceAccountName: s}}}}\n"),
    "function-items-in-error": lambda: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- &a {apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: &n '"
                                       + "n" * 100 * KB + "'}}\n" + "- {apiVersion: kubeopencode.io/v1alpha1, kind: Agent, metadata: {name: *n}}\n" * 1000,
    "function-paths": lambda: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: kubeopencode.io/v1alpha1\n  kind: Agent\n  metadata: {name: a, annotations: {config.kubernetes.io/path: '"
                              + "p" * 200 * KB + "'}}\n  spec:\n" + items(490, "    unknown{0}: 1\n"),
    "function-aliases": lambda: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: s}\n  data:\n    a: &a "
                                + "x" * 50 * KB + "\n" + items(40 * KB, "    k{0}: *a\n"),
    "function-aliases-below-the-limit": lambda: "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: s}\n  data:\n    a: &a "
                                                + "x" * 50 * KB + "\n" + items(300, "    k{0}: *a\n"),
}


def write(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))


def write_bomb(folder, bomb):
    for name, text in (bomb if isinstance(bomb, dict) else {"input.yaml": bomb}).items():
        write(folder, name, text)


def main():
    folder, *names = sys.argv[1:]
    for name in names or BOMBS:
        write_bomb(os.path.join(folder, name), BOMBS[name]())


if __name__ == "__main__":
    main()
