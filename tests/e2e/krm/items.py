"""The program as a KRM function, item by item of the functions specification v1 (numbers) and of what hosts were found
to need (H and a number)."""
import json
import subprocess

import yaml
from krm import AGENT, BAD, GOOD_LIST, HEAD, PROGRAM, SECRET, function, is_list, kinds, objects, same
from checks import AGENTRENDER, check, finish, run, wanted

good = function(GOOD_LIST)
check("1 a ResourceList on stdin gives one on stdout", same(is_list(good), True))
for version in ("v1", "v1beta1", "v1alpha1"):
    result = function(GOOD_LIST.replace("io/v1\n", f"io/{version}\n", 1))
    check(f"1 {version} is taken, and answered in kind",
          same((result.returncode, yaml.safe_load(result.stdout)["apiVersion"]), (0, "config.kubernetes.io/" + version)))
check("2 items are resources, rendered ones in the place of their Agent", same(kinds(good), ["Deployment", "Service", "Secret"]))
as_json = function(json.dumps(yaml.safe_load(GOOD_LIST)))
check("3 JSON is taken", same(kinds(as_json), kinds(good)))
check("4 nothing but the list on stdout, nothing on stderr",
      same((good.stdout.startswith(b"apiVersion: config.kubernetes.io/"), good.stderr), (True, b"")))
check("5 success is 0", same(good.returncode, 0))
bad = function(HEAD + "items:\n" + AGENT + BAD + SECRET)
check("5 an error is 1", same(bad.returncode, 1))
annotations = {"internal.config.kubernetes.io/needsHashSuffix": "enabled", "config.kubernetes.io/index": "7"}
check("6 and 10 annotations of what passes through stay", same(objects(good)[2]["metadata"]["annotations"], annotations))

results = yaml.safe_load(bad.stdout).get("results") or []
check("7 an error has a result", wanted(results, "no results"))
for result in results:
    reference, field = result.get("resourceRef", {}), result.get("field", {})
    check("7 its message, severity, object and field",
          wanted(result["message"], "no message") + same(result["severity"], "error") +
          same(reference, {"apiVersion": "kubeopencode.io/v1alpha1", "kind": "Agent", "name": "bad", "namespace": "web"}) +
          wanted(field.get("path", "").startswith("spec"), f"field {field}"))
check("9 comments and quotes of what passes through stay",
      wanted(all(line in good.stdout.decode() for line in ("v1 # kept", "# a comment", 'name: "token"', "{on: 'off', mode: \"0755\"}")),
             good.stdout.decode()))

COMMENTED = """# of the first
# in two lines
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: a}
  data: {a: "it's"}
# of the Agent
""" + AGENT + """# don't lose this
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: b}
  # within

# of the last
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: c}
"""
commented = function(HEAD + "items:\n" + COMMENTED)
text = commented.stdout.decode()
check("9 comments directly above an item stay above it, those of an Agent go with it",
      wanted("items:\n# of the first\n# in two lines\n- apiVersion: v1\n" in text and "\n# don't lose this\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: b}\n" in text and
             "\n# of the last\n- apiVersion: v1\n" in text and "  # within\n" in text and "# of the Agent" not in text, text))
check("9 a second run leaves them", same(function(commented.stdout).stdout.decode(), text))
indented = function(HEAD + "items:\n" + "".join("  " + line + "\n" if line else "\n" for line in COMMENTED.splitlines()))
check("9 the same for indented items", same(indented.stdout.decode(), text))
ALONE = COMMENTED.replace("- apiVersion", "-\n  apiVersion").replace("# don't lose this\n-", "# don't lose this\n- #behind\n  # below")
alone = function(HEAD + "items:\n" + ALONE.replace("name: b}\n", "name: b} # stays\n")).stdout.decode()
check("9 a dash in a line of its own makes no difference",
      same(alone.replace("#behind\n  # below\n  ", "").replace(" # stays", ""), text) + wanted("} # stays\n" in alone, alone))
not_a_resource = yaml.safe_load(function(HEAD + "items:\n" + SECRET + "-\n- 1\n").stdout)["results"]
check("7 what is not a resource is not said of the item before it", same([r.get("resourceRef") for r in not_a_resource], [None, None]))
# kustomize writes functionConfig behind the items.
BEHIND = "functionConfig:\n  apiVersion: render.kubeopencode.io/v1alpha1\n  kind: AgentRender\n  metadata: {name: x}\n  spec: {selector: {names: [gone]}}\n"
UNRELATED = "items:\n- apiVersion: v1\n  kind: Secret\n  metadata: {name: unrelated}\n"
check("7 what is found in functionConfig is not said of the item before it", sum((
    same([(r["tags"]["code"], r.get("resourceRef")) for r in yaml.safe_load(function(HEAD + text).stdout)["results"] if r["tags"]["code"] == "AR0614"],
         [("AR0614", None)]) for text in (BEHIND + UNRELATED, UNRELATED + BEHIND)), []))
QUOTED = """- apiVersion: v1
  kind: ConfigMap
  metadata: {name: a}
  data:
    a: "b
# c"
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: b}
"""
LOOSE = """# kept 0, above the first

- {apiVersion: v1, kind: ConfigMap, metadata: {name: a}} # it's first
# kept 1
- {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
# kept 2, behind b

# kept 3, above the Agent's neighbour
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: "c"} # it's "c"
# kept 4
- {apiVersion: v1, kind: ConfigMap, metadata: {name: d}}
# kept 5, at the end
"""
loose = function(HEAD + "items:\n" + LOOSE).stdout.decode()
check("9 no comment is lost for a quote in another, or behind an item in flow style",
      wanted(all(f"# kept {i}" in loose for i in range(6)) and "# it's first" in loose and "# it's \"c\"" in loose, loose))
NESTED = """apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: List
  items:
  - apiVersion: v1
    kind: ConfigMap # kept
    metadata: {name: "inner"}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: outer}
"""
nested = run([AGENTRENDER, "render"], NESTED.encode()).stdout.decode()
check("9 nor in a List that is in a List", wanted("# kept" in nested and '{name: "inner"}' in nested and nested.count("kind:") == 2, nested))
check("9 the end of a quoted text is no comment", same([i.get("data") for i in objects(function(HEAD + "items:\n" + QUOTED))], [{"a": "b # c"}, None]))
check("9 comments above bare documents stay, too",
      wanted("items:\n# one\n- apiVersion: v1\n" in run([*PROGRAM, "fn"], b"# one\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n").stdout.decode(), "lost"))
FLOW = """x-labels: &labels {app: "é, b", n: 0x1F}
items: [ # all
  # first
  {apiVersion: v1, kind: ConfigMap, # the kind
   metadata: {name: a, labels: *labels},
     data: {n: 'off', on: &text "two
lines"}}, # behind
    # second
  {apiVersion: v1, kind: ConfigMap, metadata: {name: &b b}, data: {m: *b, *b : *text}}
]
"""
flow = function(HEAD + FLOW)
check("9 a list in flow style keeps spellings and comments, and aliases to what is elsewhere are written out",
      same(flow.stdout.decode(), HEAD + """items:
# first
- {apiVersion: v1, kind: ConfigMap, # the kind
   metadata: {name: a, labels: {app: 'é, b', n: 0x1F}},
     data: {n: 'off', on: &text "two
  lines"}} # behind
# second
- {apiVersion: v1, kind: ConfigMap, metadata: {name: &b b}, data: {m: *b, *b : two lines}}
"""))
as_stream = run([*PROGRAM, "render"], FLOW.replace("x-labels", "apiVersion: v1\nkind: List\nx-labels").encode()).stdout
check("9 such a list as a stream is none that a reader takes for JSON",
      same((as_stream[:14], list(yaml.safe_load_all(as_stream))), (b"---\n# first\n{a", objects(flow))))
ALIASES = """# first
- apiVersion: v1
  kind: ConfigMap
  metadata: &meta
    name: a
    annotations: &notes {n: "1", é: 'on'} # notes
  data:
    n: &script |
      a: b
# second
- apiVersion: v1   # kept
  kind: ConfigMap
  metadata:
    <<: *meta # merged
    name: b
  data: {list: &own "x", own: *own, é: *script,n: *notes}
  0x1F: 0755 # mine
-
  # third
  apiVersion: v1
  kind: ConfigMap
  metadata: *meta
"""
aliases = function(HEAD + "items:\n" + ALIASES)
check("9 an alias to another item is written out, and nothing else of its item is",
      same(aliases.stdout.decode(), HEAD + "items:\n" + ALIASES.replace("*meta #", "{name: a, annotations: {n: '1', é: 'on'}} #").replace("*meta\n", "{name: a, annotations: {n: '1', é: 'on'}}\n")
           .replace("*script", '"a: b\\n"').replace("*notes", "{n: '1', é: 'on'}").replace("-\n  #", "- #")))
TYPED = "apiVersion: v1\nkind: ConfigMapList\nitems:\n# a\n- metadata: {name: a} # b\n  n: 1 # c\n- {metadata: {name: b}}\n"
check("9 an item that leaves its kind to the list keeps its lines", wanted(
    run([*PROGRAM, "render"], TYPED.encode()).stdout.startswith(b"# a\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a} # b\nn: 1 # c\n---\n"), "not kept"))
for kept in ("metadata: {name: a}\nitems: [{metadata: {name: b}}]", "items: [{cidr: 10.0.0.0/8}]", "metadata: {name: a}\nitems: []", "items: null", "spec: {}\nitems: []"):
    text = f"apiVersion: example.com/v1\nkind: AllowList\n{kept}\n"
    check(f"9 an object whose kind ends in List passes through: {kept!r}", same(run([*PROGRAM, "render"], text.encode()).stdout.decode(), text))
MARKED = "--- # one\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n--- # two\n{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"b\"}, \"n\": -0.0}\n"
check("9 the comment of a marker stays", wanted(all(run([*PROGRAM, command], MARKED.encode()).stdout.decode().count(note) == 1
                                                  for note in ("# one\n", "# two\n") for command in ("render", "fn")), "lost"))
check("9 -0.0 is what kubectl sends", wanted(b'"n":-0}' in run([*PROGRAM, "render", "-o", "ndjson"], MARKED.encode()).stdout, "0"))
SPACES = "- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n  data:\n    a: |\n      x\n         \n      y\n"
check("9 a line of spaces in a text stays", same(objects(function(HEAD + "items:\n" + SPACES))[0]["data"], {"a": "x\n   \ny\n"})
      + same(yaml.safe_load(run([*PROGRAM, "render"], ("apiVersion: v1\nkind: List\nitems:\n" + SPACES).encode()).stdout)["data"], {"a": "x\n   \ny\n"}))
as_documents = run([*PROGRAM, "render"], ("apiVersion: v1\nkind: List\nitems:\n" + COMMENTED).encode()).stdout.decode()
check("9 and those of a List when its items become documents", wanted("# of the first\n# in two lines\napiVersion: v1\n" in as_documents and "---\n# don't lose this\n" in as_documents, as_documents))

check("H1 no items in, a list with no items out", same((is_list(function(HEAD + "items: []\n")), function(HEAD).returncode), (True, 0)))
check("H2 a second run changes nothing", same(function(good.stdout).stdout, good.stdout))
ODD = """- apiVersion: kpt.dev/v1
  kind: Kptfile
  metadata: {name: pkg}
- apiVersion: kustomize.config.k8s.io/v1beta1
  kind: Kustomization
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: anchors}
  data: {a: &x text, b: *x}
- # in front
  apiVersion: v1
  kind: Namespace
  metadata: {name: bare}
"""
odd = function(HEAD + "items:\n" + ODD)
check("H3 items without spec, without name, with anchors and comments in front",
      same((odd.returncode, kinds(odd)), (0, ["Kptfile", "Kustomization", "ConfigMap", "Namespace"])))
BRACES = "- {apiVersion: v1, kind: Secret, metadata: {name: a}} # kept\n- {apiVersion: v1,\n    kind: Secret, # so\n   metadata: {name: b, annotations: {n: \"n\", y: 'y'}}}\n# above\n- # below\n  {apiVersion: v1, kind: Secret, metadata: {name: c}}\n"
check("9 items in braces keep their bytes", same(function(HEAD + "items:\n" + BRACES).stdout.decode(), HEAD + "items:\n" + BRACES.replace("- # below\n  {", "- # below\n  {")))
check("H3 items: null", same((function(HEAD + "items: null\n").returncode, is_list(function(HEAD + "items: null\n"))), (0, True)))
flow = function('{"apiVersion": config.kubernetes.io/v1, kind: ResourceList, items: [{apiVersion: v1, kind: Secret, metadata: {name: a}}]}')
check("H3 flow style", same((flow.returncode, kinds(flow)), (0, ["Secret"])))
crlf = function(GOOD_LIST.replace("\n", "\r\n"))
check("H3 CR LF", same((crlf.returncode, kinds(crlf)), (0, kinds(good))))
service = "- apiVersion: v1\n  kind: Service\n  metadata: {name: dev, namespace: web}\n"
twice = function(HEAD + "items:\n" + AGENT + service)
check("H4 an object that is there already is an error", same(twice.returncode, 1) + wanted(b"dev" in twice.stderr, "not named"))
check("H5 every error is on stderr too, behind the program's name",
      wanted(all(line.startswith(b"agentrender: ") for line in bad.stderr.splitlines()) and b"workspaceDri" in bad.stderr, bad.stderr.decode()))
check("H6 with errors stdout holds the items as they came",
      same([(i["kind"], i["metadata"]["name"]) for i in objects(bad)], [("Agent", "dev"), ("Agent", "bad"), ("Secret", "token")]))
broken = function(HEAD + "items: [")
check("H6 a list that cannot be read leaves stdout empty", same((broken.returncode, broken.stdout), (1, b"")) + wanted(broken.stderr, "no message"))
prefixed = {"internal.config.kubernetes.io/prefixes": "p-", "internal.config.kubernetes.io/suffixes": "-s"}
for item in objects(good)[:2]:
    check(f"H7 {item['kind']} has the Agent's prefixes and suffixes", same(item["metadata"].get("annotations"), prefixed))
keep = "functionConfig: " + json.dumps({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "conf"}, "data": {"keepInputs": "true"}}) + "\n"
kept = function(HEAD + keep + "items:\n" + AGENT + SECRET)
once_more = function(kept.stdout.replace(b"items:\n", keep.encode() + b"items:\n", 1))
check("H2 with keepInputs a second run replaces what the first made", same(once_more.stdout, kept.stdout) + same(once_more.stderr, b""))
changed = function(kept.stdout.replace(b"items:\n", keep.encode() + b"items:\n", 1).replace(b"workspaceDir: /w", b"workspaceDir: /new"))
check("H2 so that a change of the Agent reaches it", same(kinds(changed), kinds(kept)) + wanted(b"value: /new" in changed.stdout, changed.stdout.decode()))
foreign = function(HEAD + keep + "items:\n" + AGENT + service)
check("H4 with keepInputs too an object that is none of ours is an error", same(foreign.returncode, 1))

writer = subprocess.Popen(PROGRAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
writer.stdout.close()
writer.stdin.write((HEAD + "items:\n" + "".join(AGENT.replace("name: dev", f"name: dev{i}") for i in range(300))).encode())
writer.stdin.close()
check("H10 a reader that goes away is no crash",
      wanted(writer.wait(60) >= 0 or writer.returncode == -13, f"status {writer.returncode}: {writer.stderr.read()[:300]}"))
finish()
