// The fields of our three kinds, for completion. In `fields`, a name may be followed by the fields below it in braces,
// by [] for a list, and by =A|B for the values it takes.

const gitFields = 'repository ref path depth recurseSubmodules=true|false secretRef{name}';
const extras = '{extraEnv[name value valueFrom] extraVolumeMounts[name mountPath readOnly=true|false subPath]}';
const podSpec = `labels scheduling{nodeSelector tolerations[key operator=Equal|Exists value effect=NoSchedule|PreferNoSchedule|NoExecute tolerationSeconds] affinity}
  runtimeClassName resources{limits{cpu memory} requests{cpu memory}}
  securityContext{allowPrivilegeEscalation=true|false capabilities{add[] drop[]} privileged=true|false readOnlyRootFilesystem=true|false runAsGroup runAsNonRoot=true|false runAsUser seccompProfile{type=RuntimeDefault|Unconfined|Localhost localhostProfile}}
  podSecurityContext{fsGroup runAsGroup runAsNonRoot=true|false runAsUser supplementalGroups[] seccompProfile{type=RuntimeDefault|Unconfined|Localhost}}
  lifecycle{postStart{exec{command[]} httpGet{path port}} preStop{exec{command[]} httpGet{path port}}}
  extraVolumes[name emptyDir configMap{name items[key path] optional=true|false} secret{secretName items[key path] optional=true|false} persistentVolumeClaim{claimName readOnly=true|false}]
  extraVolumeMounts[name mountPath readOnly=true|false subPath] extraEnv[name value valueFrom{secretKeyRef{name key optional=true|false} configMapKeyRef{name key optional=true|false} fieldRef{fieldPath} resourceFieldRef{resource divisor}}]
  systemContainers{openCodeInit${extras} contextInit${extras} gitInit${extras} gitSync${extras} pluginInit${extras}}`;
const common = `agentImage executorImage attachImage workspaceDir serviceAccountName command[]
  contexts[name description type=Text|ConfigMap|Git|Runtime|URL mountPath fileMode text configMap{name key optional=true|false}
    git{${gitFields} sync{enabled=true|false interval policy=HotReload|Rollout}} url{source headers secretRef{name} insecureSkipTLSVerify=true|false timeout} runtime]
  skills[name git{${gitFields} names[]}] plugins[name target=server|tui options] config
  credentials[name secretRef{name key} mountPath env fileMode] podSpec{${podSpec}}
  caBundle{configMapRef{name key} secretRef{name key}} proxy{httpProxy httpsProxy noProxy} imagePullSecrets[name]
  extraPorts[name port protocol=TCP|UDP] maxConcurrentTasks quota{maxTaskStarts windowSeconds}`;
const frame = (spec: string) => `apiVersion=kubeopencode.io/v1alpha1 kind=Agent|AgentTemplate|KubeOpenCodeConfig
  metadata{name namespace labels annotations} spec{${spec}}`;

export interface Fields {
  [name: string]: { below: Fields; values: string[] };
}

function parse(text: string): Fields {
  const tokens = text.match(/[\w.|/=]+|[{}[\]]/g) ?? [];
  let at = 0;
  const read = (): Fields => {
    const fields: Fields = {};
    while (at < tokens.length && tokens[at] !== '}' && tokens[at] !== ']') {
      const [name, values] = tokens[at++].split('=');
      let below: Fields = {};
      if (tokens[at] === '{' || tokens[at] === '[') {
        at++;
        below = read();
        at++;
      }
      fields[name] = { below, values: values ? values.split('|') : [] };
    }
    return fields;
  };
  return read();
}

const kinds: Record<string, Fields> = {
  Agent: parse(frame(`templateRef{name} profile port ${common} persistence{sessions{size storageClassName} workspace{size storageClassName}}
    suspend=true|false standby{idleTimeout} share{enabled=true|false expiresAt allowedIPs[]}`)),
  AgentTemplate: parse(frame(common)),
  KubeOpenCodeConfig: parse(frame(`clusterDomain systemImage{image imagePullPolicy=Always|IfNotPresent|Never} proxy{httpProxy httpsProxy noProxy}
    observability{openTelemetry{enabled=true|false endpoint headers enableLLMTraces=true|false recordContent=true|false resourceAttributes}} cleanup`)),
};

/** The fields that may stand below `path` in a document of this kind. */
export function fieldsAt(kind: string, path: string[]): Fields {
  let fields = kinds[kind] ?? parse('apiVersion kind metadata{name namespace}');
  for (const name of path) fields = fields[name]?.below ?? {};
  return fields;
}
