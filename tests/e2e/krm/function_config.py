"""What a functionConfig can say, as an AgentRender or as a ConfigMap, and how its mistakes are reported."""
import json

from krm import AGENT, HEAD, SECRET, function, kinds, objects, same
from checks import check, finish, wanted


def config(spec):
    return "functionConfig:\n  apiVersion: render.kubeopencode.io/v1alpha1\n  kind: AgentRender\n  metadata: {name: conf}\n  spec: " + spec + "\n"


def data(**texts):
    return "functionConfig: " + json.dumps({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "conf"}, "data": texts}) + "\n"


SECOND = AGENT.replace("name: dev", "name: ops\n    labels: {team: ops}")
TEMPLATE = """- apiVersion: kubeopencode.io/v1alpha1
  kind: AgentTemplate
  metadata: {name: base, namespace: web}
  spec: {workspaceDir: /w, serviceAccountName: s}
"""


def configured(head, items=AGENT + SECOND + TEMPLATE):
    return function(HEAD + head + "items:\n" + items)


def deployments(result):
    return {item["metadata"]["name"]: item["spec"]["template"]["spec"] for item in objects(result) if item["kind"] == "Deployment"}


def main_container(result, name="dev-server"):
    return deployments(result)[name]["containers"][0]


def images(pod):
    return [c["image"] for c in pod["initContainers"] + pod["containers"]]


def says(result, status, *texts):
    return same(result.returncode, status) + [f"not said: {text}" for text in texts if text not in result.stderr.decode()]


for what, head in (("names", config("{selector: {names: [ops]}}")), ("labels", config("{selector: {matchLabels: {team: ops}}}")),
                   ("a ConfigMap", data(selector="matchLabels: {team: ops}"))):
    result = configured(head)
    check(f"selector by {what}: the others stay, and their template",
          same(kinds(result), ["Agent", "Deployment", "Service", "AgentTemplate"]) + same(list(deployments(result)), ["ops-server"]))
check("selector finds an Agent by the name from before kustomize renamed it",
      same(kinds(configured(config("{selector: {names: [old]}}"), AGENT.replace(
          "annotations:", "annotations:\n      internal.config.kubernetes.io/previousNames: older,old"))), ["Deployment", "Service"]))
check("selector with a name that no Agent has is a warning",
      says(configured(config("{selector: {names: [dev, osp]}}")), 0, 'the selector names "osp"', "did you mean ops?"))
check("selector without anything is an error", says(configured(config("{selector: {}}")), 1, "spec.selector: takes every Agent"))

mapped = configured(config("{images: [{name: ghcr.io/kubeopencode/kubeopencode-agent-devbox, newName: mirror/box, newTag: '7'},"
                           " {name: ghcr.io/kubeopencode/kubeopencode-agent-opencode, digest: 'sha256:" + "0123" * 16 + "'}]}"))
check("images: main and init containers",
      same(images(deployments(mapped)["dev-server"]),
           ["ghcr.io/kubeopencode/kubeopencode-agent-opencode@sha256:" + "0123" * 16, "mirror/box:7"]))
check("images in a ConfigMap", same(main_container(configured(data(images="- {name: ghcr.io/kubeopencode/kubeopencode-agent-devbox, newTag: '7'}")))["image"],
                                    "ghcr.io/kubeopencode/kubeopencode-agent-devbox:7"))
OWN = AGENT.replace("serviceAccountName: s", "serviceAccountName: s, executorImage: own, podSpec: {resources: {limits: {cpu: 1}}}")
defaults = config("{defaults: {executorImage: box, agentImage: tools, resources: {limits: {memory: 2048Mi}}}}")
check("defaults are for Agents that set none",
      same(images(deployments(configured(defaults))["dev-server"]), ["tools", "box"]) +
      same(main_container(configured(defaults))["resources"], {"limits": {"memory": "2Gi"}}) +
      same(images(deployments(configured(defaults, OWN))["dev-server"]), ["tools", "own"]) +
      same(main_container(configured(defaults, OWN))["resources"], {"limits": {"cpu": "1"}}))
check("defaults are checked like an Agent's",
      says(configured(config("{defaults: {resources: {limits: {memory: 1Gi}, requests: {memory: 2Gi}}}}")), 1,
           "spec.defaults.resources.requests.memory: memory: the request 2Gi is above the limit 1Gi"))

check("strictness: by default a warning is none of the errors", says(configured(""), 0, "warning: AgentTemplate web/base"))
check("strictness WarningsAsErrors", says(configured(config("{strictness: WarningsAsErrors}")), 1, "error: AgentTemplate web/base"))
check("strictness Lenient", says(configured(config("{strictness: Lenient}"), AGENT.replace("workspaceDir", "prot: 1, workspaceDir")), 0,
                                 "warning: Agent web/dev: spec.prot: unknown field"))

TEXT = AGENT.replace("serviceAccountName: s", "serviceAccountName: s, contexts: [{type: Text, text: hi}]")
hashed = objects(configured(config("{hashSuffix: true}"), TEXT))
check("hashSuffix marks the ConfigMap, and nothing else",
      same([i["kind"] for i in hashed if "internal.config.kubernetes.io/needsHashSuffix" in i["metadata"]["annotations"]], ["ConfigMap"]))
check("hashSuffix in a ConfigMap", same(configured(data(hashSuffix="true"), TEXT).stdout, configured(config("{hashSuffix: true}"), TEXT).stdout))

WRONG = {
    "{imags: []}": "spec.imags: unknown field (did you mean images?)",
    "{images: [{name: a}]}": "spec.images[0]: changes nothing (add newName, newTag or digest)",
    "{images: [{name: 'a:1', newTag: b}]}": 'spec.images[0].name: "a:1" has a tag or digest; name the image without it: "a"',
    "{images: [{name: a, newTag: 24.3}]}": "spec.images[0].newTag: expected a string, found a number (24.3) (quote it in your file; kustomize has already changed the number if it differs there)",
    "{images: [{name: a, newTag: 24}]}": "found a whole number (24) (quote it in your file; kustomize may have changed the number)",
    "{images: [{name: a, newTag: '2024-01-01T00:00:00Z'}]}": "(quote it in your file; kustomize has already changed the date if it differs there)",
    "{images: [{name: a, newTag: 1.10}]}": "found a number (1.10) (quote it in your file: '1.10')",
    "{strictness: strict}": "did you mean Strict?",
    "{selector: {name: a}}": "spec.selector.name: unknown field (did you mean names?)",
}
for spec, text in WRONG.items():
    check(f"a mistake in the functionConfig: {spec}", says(configured(config(spec)), 1, "AgentRender conf: ", text))
changed = function(HEAD + "items:\n" + AGENT.replace("serviceAccountName: s", "serviceAccountName: s, podSpec: {extraEnv: [{name: A, value: 1.1}]}")).stdout
check("results say as stderr does that the number is no longer the one in the file",
      wanted(b"kustomize has already changed the number" in changed and b"quote it: " not in changed, changed.decode()))
check("a mistake in a text of a ConfigMap has its field",
      says(configured(data(images="- name: a\n  newTga: b\n")), 1, "ConfigMap conf: data.images[0].newTga: unknown field (did you mean newTag?)"))
check("a text of a ConfigMap that is no YAML", says(configured(data(defaults="a: [")), 1, "ConfigMap conf: data.defaults: not valid YAML"))
finish()
