"""What the tests of the KRM function share: inputs, and the program as a function. The words on the command line are the
program."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import yaml
from checks import run, wanted

PROGRAM = sys.argv[1:]
HEAD = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n"
AGENT = """- apiVersion: kubeopencode.io/v1alpha1
  kind: Agent
  metadata:
    name: dev
    namespace: web
    annotations:
      internal.config.kubernetes.io/prefixes: p-
      internal.config.kubernetes.io/suffixes: -s
      internal.config.kubernetes.io/index: '0'
      config.kubernetes.io/index: '0'
  spec: {workspaceDir: /w, serviceAccountName: s}
"""
SECRET = """- apiVersion: v1 # kept
  kind: Secret
  metadata:
    name: "token"
    annotations: {internal.config.kubernetes.io/needsHashSuffix: 'enabled', config.kubernetes.io/index: '7'}
  # a comment
  stringData: {on: 'off', mode: "0755"}
"""
BAD = AGENT.replace("workspaceDir", "workspaceDri").replace("name: dev", "name: bad")
GOOD_LIST = HEAD + "items:\n" + AGENT + SECRET


def function(text, *arguments):
    return run([*PROGRAM, *arguments], text if isinstance(text, bytes) else text.encode())


def objects(result):
    return yaml.safe_load(result.stdout)["items"] or []


def kinds(result):
    return [item["kind"] for item in objects(result)]


def is_list(result):
    document = yaml.safe_load(result.stdout)
    return isinstance(document, dict) and document.get("kind") == "ResourceList" and isinstance(document.get("items"), list)


def same(got, want):
    return wanted(got == want, f"{got!r}, want {want!r}")
