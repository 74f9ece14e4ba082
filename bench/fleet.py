"""The inputs that are measured: always the same bytes for the same number of Agents."""

TEXT = "Branches are named after tickets. Tests come before the merge.\n"


def resource(kind, name, spec):
    return f"""apiVersion: kubeopencode.io/v1alpha1
kind: {kind}
metadata:
  name: {name}
  namespace: fleet
spec:
{spec}"""


# What all Agents here end with.
TEAM = """    extraEnv:
    - name: TEAM
      value: team-{i}
"""

TEMPLATE = resource("AgentTemplate", "corporate", """  executorImage: registry.example.com/agents/devbox:24
  workspaceDir: /workspace
  serviceAccountName: agents
  caBundle:
    configMapRef:
      name: corporate-roots
  imagePullSecrets:
  - name: mirror
  contexts:
  - name: rules
    type: Git
    mountPath: rules
    git:
      repository: https://git.example.com/platform/rules.git
      secretRef:
        name: forge
""")

# What the Agents of fleet() have in common; SHARING is the rest of one.
SHARED = resource("AgentTemplate", "reviewers", """  agentImage: ghcr.io/kubeopencode/kubeopencode-agent-opencode:latest
  executorImage: ghcr.io/kubeopencode/kubeopencode-agent-devbox:latest
  workspaceDir: /workspace
  serviceAccountName: kubeopencode-agent
""")
SHARING = resource("Agent", "agent-{i}", """  templateRef:
    name: reviewers
  contexts:
  - type: Text
    text: |
      {text}
  persistence:
    sessions:
      size: 2Gi
  podSpec:
    labels:
      network-policy: agent-restricted
""" + TEAM)

# What stands beside Agents in a kustomization, with what a person writes into such files.
BESIDE = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: web-{i}
  namespace: fleet
  labels: {{app: web-{i}, tier: "front"}} # of the team
spec:
  replicas: 2
  selector:
    matchLabels: {{app: web-{i}}}
  template:
    metadata:
      labels: {{app: web-{i}}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.{i}
        args: ["--listen", ":8080", '--mode=0755']
        # as measured
        resources:
          limits: {{memory: 512Mi, cpu: "1"}}
"""


def agent(i):
    """An Agent as long as those of KubeOpenCode's documentation (700 bytes); it becomes four objects."""
    return resource("Agent", f"agent-{i}", f"""  profile: "Reviews what team {i} proposes"
  agentImage: ghcr.io/kubeopencode/kubeopencode-agent-opencode:latest
  executorImage: ghcr.io/kubeopencode/kubeopencode-agent-devbox:latest
  workspaceDir: /workspace
  serviceAccountName: kubeopencode-agent
  contexts:
  - type: Text
    text: |
      {TEXT.strip()}
  persistence:
    sessions:
      size: 2Gi
  podSpec:
    # Labels for NetworkPolicy, monitoring, etc.
    labels:
      network-policy: agent-restricted
""" + TEAM.format(i=i))


def templated(i):
    """An Agent that has most from TEMPLATE."""
    return resource("Agent", f"agent-{i}", """  templateRef:
    name: corporate
  podSpec:
""" + TEAM.format(i=i))


def beside(i):
    return BESIDE.format(i=i)


def stream(documents):
    return "---\n".join(documents)


def fleet(agents):
    """A YAML stream of Agents, each complete in itself."""
    return stream(agent(i) for i in range(agents))


def fleet_sharing(agents):
    """As fleet(), with one AgentTemplate for what the Agents have in common: the same objects."""
    return stream([SHARED, *(SHARING.format(i=i, text=TEXT.strip()) for i in range(agents))])


def fleet_of_template(agents):
    """A YAML stream of one AgentTemplate and Agents that use it."""
    return stream([TEMPLATE, *(templated(i) for i in range(agents))])


def items(documents):
    return "items:\n" + "".join("- " + document.replace("\n", "\n  ").rstrip() + "\n" for document in documents)


def fleet_as_list(agents):
    """The Agents of fleet() as kubectl prints several, a List: one document, which every reader of YAML takes."""
    return "apiVersion: v1\nkind: List\n" + items(agent(i) for i in range(agents))


def resource_list(documents):
    """A KRM ResourceList with the documents as its items."""
    return "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n" + items(documents)
