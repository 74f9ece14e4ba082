"""Texts of many forms in many fields: what the program takes, the JSON Schema must take."""

import json
import pathlib
import re
import subprocess
import tempfile

import yaml

# Texts that one form or another takes, or only nearly.
TEXTS = [
    "", "a", "A", "a.b", "a..b", ".a", "..a", "...", "a/b", "/a", "/", "/..", "/...", "../a", "a/../b", "a..", "-a", "a-",
    "a_b", "a b", " a", "a ", "a\n", "\na", "a\nb", "a:b", "é", "=", "a=b", "~", "null", "y", "x" * 63, "x" * 64,
    "x" * 253, "x" * 254, "1", "12", "1.5", "0", "-1", "-0", "+1", "1Gi", "1gi", "0Gi", "-1Gi", "0.1Gi", "1e3", "1E",
    "5.", ".5", ".", "1e", "1e+3", "1E-3", "1i", "5m", "90s", "1h30m", "1.5h", "5 m", "-5m", "+0", "5µs", "5μs", "ns",
    "10.0.0.0/8", "10.0.0/8", "::/0", "2001:db8::/32", "::ffff:1.2.3.4/96", "1.2.3.4", "2026-01-31T12:00:00Z",
    "2026-01-31T12:00:00+24:60", "2026-01-31", "2026-01-31T12:00:00,5Z", "http://", "http://a", "https://a b", "ftp://a",
    "a.io/b", "a.io/b/c", "requests.a.io/b", "cpu", "memory", "hugepages-2Mi", "hugepages-", "iqn.2020-01.a:b",
    "iqniqn.2020-01.a:b", "eui.0123456789abcdef", "naa.0123456789abcdef0123456789abcdef", "eui-0123456789abcdef",
    "/subscriptions/x", "metadata.name", "metadata.labels['a']", "metadata.labels['a b']", "spec.host", "limits.cpu",
    "limits.hugepages-2Mi", "net.core", "net/core", "In", "Exists", "Gt", "Localhost", "NoExecute", "Enabled", "Recursive",
]  # fmt: skip
# What is no text, for every field.
OTHERS = [None, True, 0, 1, -1, 512, 70000, 1.5, [], {}]

# Fields: the spec of an Agent, without what all of them need. TEXT is where the texts are put.
VOLUMES = """
azureDisk: {diskName: d, diskURI: TEXT}
azureDisk: {diskName: d, diskURI: TEXT, kind: Managed}
azureFile: {secretName: TEXT, shareName: a}
cephfs: {monitors: [TEXT]}
configMap: {name: TEXT}
configMap: {name: a, defaultMode: TEXT}
csi: {driver: TEXT}
csi: {driver: d, nodePublishSecretRef: {name: TEXT}}
downwardAPI: {items: [{path: p, fieldRef: {fieldPath: TEXT}}]}
downwardAPI: {items: [{path: p, resourceFieldRef: {containerName: c, resource: TEXT}}]}
emptyDir: {sizeLimit: TEXT}
ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: TEXT}}}}}
ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], storageClassName: TEXT, resources: {requests: {storage: 1}}}}}
ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], dataSource: {kind: K, apiGroup: TEXT, name: a}, resources: {requests: {storage: 1}}}}}
fc: {targetWWNs: [a], lun: TEXT}
fc: {targetWWNs: [a], lun: 1, wwids: TEXT}
fc: {wwids: [a], lun: TEXT}
flocker: {datasetName: TEXT}
flocker: {datasetName: a, datasetUUID: TEXT}
gitRepo: {repository: r, directory: TEXT}
hostPath: {path: TEXT}
hostPath: {path: /a, type: TEXT}
iscsi: {iqn: TEXT, lun: 0, targetPortal: p}
iscsi: {iqn: 'iqn.2020-01.a:b', lun: 0, targetPortal: p, initiatorName: TEXT}
iscsi: {iqn: 'iqn.2020-01.a:b', lun: 0, targetPortal: p, chapAuthSession: TEXT}
nfs: {server: TEXT, path: /a}
nfs: {server: s, path: TEXT}
projected: {sources: [{clusterTrustBundle: {name: TEXT, path: p}}]}
projected: {sources: [{clusterTrustBundle: {name: a, path: TEXT}}]}
projected: {sources: [{clusterTrustBundle: {signerName: TEXT, path: p}}]}
projected: {sources: [{clusterTrustBundle: {signerName: a.io/b, name: TEXT, path: p}}]}
projected: {sources: [{podCertificate: {signerName: TEXT, keyType: RSA4096, keyPath: k}}]}
projected: {sources: [{podCertificate: {signerName: a.io/b, keyType: RSA4096, keyPath: TEXT}}]}
projected: {sources: [{podCertificate: {signerName: a.io/b, keyType: RSA4096, keyPath: k, maxExpirationSeconds: TEXT}}]}
projected: {sources: [{serviceAccountToken: {path: TEXT}}]}
quobyte: {registry: 'a:1', volume: v, tenant: TEXT}
scaleIO: {gateway: g, system: s, secretRef: {name: a}, volumeName: TEXT}
secret: {secretName: TEXT}
secret: {secretName: s, items: [{key: TEXT, path: p}]}
secret: {secretName: s, items: [{key: k, path: TEXT}]}
storageos: {volumeName: TEXT}
storageos: {volumeName: a, volumeNamespace: TEXT}
"""
POD = """
extraEnv: [{name: TEXT, value: v}]
extraEnv: [{name: A, value: TEXT, valueFrom: {secretKeyRef: {name: s, key: k}}}]
extraEnv: [{name: A, valueFrom: {secretKeyRef: {name: s, key: TEXT}}}]
extraEnv: [{name: A, valueFrom: {secretKeyRef: TEXT, configMapKeyRef: {name: a, key: k}}}]
extraEnv: [{name: A, valueFrom: {configMapKeyRef: {name: TEXT, key: k}}}]
extraEnv: [{name: A, valueFrom: {fieldRef: {fieldPath: TEXT}}}]
extraEnv: [{name: A, valueFrom: {fieldRef: {fieldPath: metadata.name, apiVersion: TEXT}}}]
extraEnv: [{name: A, valueFrom: {resourceFieldRef: {resource: TEXT}}}]
extraVolumes: [{name: TEXT, emptyDir: {}}]
extraVolumes: [{name: v, emptyDir: {}, secret: TEXT}]
labels: {a: TEXT}
labels: {TEXT: a}
lifecycle: {preStop: {exec: {command: [TEXT]}}}
lifecycle: {preStop: {exec: {command: TEXT}}}
lifecycle: {preStop: {httpGet: {port: 80, httpHeaders: [{name: TEXT, value: v}]}}}
lifecycle: {preStop: {sleep: {seconds: TEXT}}}
lifecycle: {preStop: {tcpSocket: {port: TEXT}}}
lifecycle: {preStop: {tcpSocket: {port: 1}, exec: TEXT}}
podSecurityContext: {seLinuxChangePolicy: TEXT}
podSecurityContext: {supplementalGroups: [TEXT]}
podSecurityContext: {sysctls: [{name: TEXT, value: v}]}
resources: {limits: {cpu: TEXT}}
resources: {limits: {TEXT: 1}}
runtimeClassName: TEXT
scheduling: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: TEXT, operator: Exists}]}]}}}}
scheduling: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: TEXT}]}]}}}}
scheduling: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: a, operator: TEXT, values: ['1']}]}]}}}}
scheduling: {affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: [TEXT]}]}]}}}}
scheduling: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: TEXT}]}}}
scheduling: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: k, namespaces: [TEXT]}]}}}
scheduling: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: k, matchLabelKeys: TEXT}]}}}
scheduling: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: k, labelSelector: {matchLabels: {a: TEXT}}}]}}}
scheduling: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: k, labelSelector: {matchExpressions: [{key: a, operator: In, values: [TEXT]}]}}]}}}
scheduling: {affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: k, labelSelector: {matchExpressions: [{key: a, operator: TEXT}]}}]}}}
scheduling: {nodeSelector: {TEXT: a}}
scheduling: {tolerations: [{key: TEXT, operator: Exists}]}
scheduling: {tolerations: [{key: a, value: TEXT}]}
scheduling: {tolerations: [{key: a, value: v, operator: TEXT}]}
scheduling: {tolerations: [{key: a, operator: TEXT}]}
scheduling: {tolerations: [{operator: TEXT}]}
scheduling: {tolerations: [{key: a, effect: TEXT, tolerationSeconds: 3}]}
securityContext: {allowPrivilegeEscalation: TEXT, privileged: true}
securityContext: {allowPrivilegeEscalation: false, privileged: TEXT}
securityContext: {appArmorProfile: {type: Localhost, localhostProfile: TEXT}}
securityContext: {appArmorProfile: {type: RuntimeDefault, localhostProfile: TEXT}}
securityContext: {procMount: TEXT}
securityContext: {runAsUser: TEXT}
securityContext: {seccompProfile: {type: Localhost, localhostProfile: TEXT}}
securityContext: {windowsOptions: {gmsaCredentialSpecName: TEXT}}
securityContext: {windowsOptions: {hostProcess: TEXT}}
securityContext: {windowsOptions: {runAsUserName: TEXT}}
"""
MOUNTS = """
{name: v, mountPath: TEXT}
{name: v, mountPath: /m, subPath: TEXT}
{name: v, mountPath: /m, subPath: a, subPathExpr: TEXT}
{name: v, mountPath: /m, readOnly: true, recursiveReadOnly: TEXT}
{name: v, mountPath: /m, readOnly: true, recursiveReadOnly: Enabled, mountPropagation: TEXT}
{name: v, mountPath: /m, readOnly: TEXT, recursiveReadOnly: Enabled}
"""
SPECS = """
agentImage: TEXT
caBundle: {secretRef: {name: s, key: TEXT}}
caBundle: {secretRef: {name: s}, configMapRef: TEXT}
contexts: [{type: Git, mountPath: m, git: {repository: r, sync: {interval: TEXT}}}]
contexts: [{type: Runtime, runtime: TEXT}]
contexts: [{type: Text, text: TEXT}]
contexts: [{type: URL, mountPath: TEXT, url: {source: 'http://a'}}]
contexts: [{type: URL, mountPath: m, url: TEXT}]
credentials: [{name: c, secretRef: {name: s, key: TEXT}, env: E}]
credentials: [{name: c, secretRef: {name: s}, env: TEXT}]
credentials: [{name: c, secretRef: {name: s, key: k}, env: TEXT}]
extraPorts: [{name: TEXT, port: 99}]
imagePullSecrets: [{name: TEXT}]
persistence: {workspace: {size: TEXT}}
persistence: {workspace: {storageClassName: TEXT}}
serviceAccountName: TEXT
share: {enabled: false, allowedIPs: [TEXT]}
share: {enabled: false, expiresAt: TEXT}
skills: [{name: TEXT, git: {repository: r}}]
skills: [{name: s, git: {repository: r, names: [TEXT]}}]
skills: [{name: s, git: {repository: r, names: [a, TEXT]}}]
standby: {idleTimeout: TEXT}
workspaceDir: TEXT
"""


def rows(text):
    return [yaml.safe_load(line) for line in text.strip().splitlines()]


def specs():
    """The specs with TEXT in them."""
    yield from rows(SPECS)
    volume = {"name": "v", "emptyDir": {}}
    for pod in rows(POD):
        yield {"podSpec": pod}
    for source in rows(VOLUMES):
        yield {"podSpec": {"extraVolumes": [{"name": "v", **source}]}}
    for mount in rows(MOUNTS):
        yield {"podSpec": {"extraVolumes": [volume], "extraVolumeMounts": [mount]}}


def put(node, value):
    """The node with `value` for TEXT; a key must be a text, so other values leave keys as they are."""
    if isinstance(node, dict):
        return {(value if k == "TEXT" and isinstance(value, str) else k): put(v, value) for k, v in node.items()}
    if isinstance(node, list):
        return [put(item, value) for item in node]
    return value if node == "TEXT" else node


KIND = {"apiVersion": "kubeopencode.io/v1alpha1"}
REQUIRED = {"workspaceDir": "/w", "serviceAccountName": "s"}
# Only Agents have these.
OF_AGENTS = {"persistence", "share", "standby"}


def check_templates(program, validator):
    """The same for AgentTemplates, which are checked less than Agents: no Agent may take what is wrong."""
    failures, count, refused, seen = [], 0, 0, 0
    for spec in specs():
        if OF_AGENTS & spec.keys():
            continue
        values = TEXTS + OTHERS
        templates = [
            KIND | {"kind": "AgentTemplate", "metadata": {"name": f"t{i}", "namespace": "n"}, "spec": REQUIRED | put(spec, value)}
            for i, value in enumerate(values)
        ]
        with tempfile.TemporaryDirectory() as folder:
            for i, template in enumerate(templates):
                pathlib.Path(folder, f"{i}.json").write_text(json.dumps(template))
            run = subprocess.run([program, "validate", "--report=lines", folder], capture_output=True, text=True)
        wrong = {int(i) for i in re.findall(r"/(\d+)\.json:\d+:\d+: error: ", run.stdout + run.stderr)}
        for i, template in enumerate(templates):
            complaint = next(validator.iter_errors(template), None)
            count += 1
            refused += i in wrong
            seen += i in wrong and complaint is not None
            if i not in wrong and complaint:
                failures.append(f"template with {spec} with {values[i]!r}: is no error, and the schema says {complaint.message[:300]}")
    print(f"{count} AgentTemplates with a text in a field: the schema sees {seen} of {refused} that are wrong")
    return failures if refused else ["no AgentTemplate is wrong"]


def check(program, validator):
    """The failures: what renders, and does not fit the schema."""
    failures, count, refused, seen = [], 0, 0, 0
    for spec in specs():
        for value in TEXTS + OTHERS:
            agent = {
                **KIND,
                "kind": "Agent",
                "metadata": {"name": "a", "namespace": "n"},
                "spec": {**REQUIRED, **put(spec, value)},
            }
            run = subprocess.run([program, "validate", "-"], input=json.dumps(agent), capture_output=True, text=True)
            complaint = next(validator.iter_errors(agent), None)
            count += 1
            refused += run.returncode != 0
            seen += run.returncode != 0 and complaint is not None
            if run.returncode == 0 and complaint:
                failures.append(f"{spec} with {value!r}: renders, and the schema says {complaint.message[:300]}")
    print(f"{count} Agents with a text in a field: the schema sees {seen} of {refused} that do not render")
    return failures
