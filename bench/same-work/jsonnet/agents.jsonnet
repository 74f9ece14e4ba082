// A list of Agents in, a list of objects out; `jsonnet -y` prints each as a YAML document.
local agents = std.parseYaml(importstr 'agents.yaml').items;

// What the objects below want to know of an Agent.
local known(agent) = {
  local spec = agent.spec,
  local text_context = spec.contexts[0],
  name: agent.metadata.name,
  namespace: agent.metadata.namespace,
  spec: spec,
  key: std.strReplace(std.stripChars(spec.workspaceDir, '/'), '/', '-') + '-.kubeopencode-context.md',
  content: '<context name="context" namespace="%s" type="%s">\n%s\n</context>' %
           [agent.metadata.namespace, text_context.type, text_context.text],
  hash: std.substr(std.sha256(self.key + '\u0000' + self.content + '\u0000'), 0, 16),
};

local labels(a) = {
  'app.kubernetes.io/component': 'server',
  'app.kubernetes.io/instance': a.name,
  'app.kubernetes.io/managed-by': 'kubeopencode',
  'app.kubernetes.io/name': 'kubeopencode-server',
  'kubeopencode.io/agent': a.name,
};
local selector(a) = { 'kubeopencode.io/agent': a.name };

local env(variables) = [{ name: v[0], value: v[1] } for v in variables];
local mount(name, path) = { name: name, mountPath: path };

local restricted = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

local status = { httpGet: { path: '/session/status', port: 4096, scheme: 'HTTP' }, timeoutSeconds: 5 };

local config_map(a) = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: a.name + '-server-context',
    namespace: a.namespace,
    labels: { app: 'kubeopencode', 'app.kubernetes.io/component': 'server' } + selector(a),
  },
  data: {
    [a.key]: a.content,
  },
};

local claim(a) = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: a.name + '-server-sessions', namespace: a.namespace, labels: labels(a) },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: a.spec.persistence.sessions.size } } },
};

local server(a) = {
  name: 'opencode-server',
  image: a.spec.executorImage,
  imagePullPolicy: 'Always',
  workingDir: a.spec.workspaceDir,
  command: [
    'sh',
    '-c',
    'ln -sf /tools/opencode /usr/local/bin/opencode 2>/dev/null || true; ' +
    '/tools/opencode serve --port 4096 --hostname 0.0.0.0',
  ],
  env: env([
    ['HOME', '/tmp'],
    ['SHELL', '/bin/bash'],
    ['PATH', '/tools:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ['WORKSPACE_DIR', a.spec.workspaceDir],
    ['OPENCODE_PERMISSION', '{"*":"allow"}'],
    ['OPENCODE_DB', '/data/sessions/opencode.db'],
    ['OPENCODE_CONFIG_CONTENT', '{"instructions":[".kubeopencode/context.md"]}'],
  ]) + a.spec.podSpec.extraEnv,
  ports: [{ name: 'http', containerPort: 4096, protocol: 'TCP' }],
  livenessProbe: { tcpSocket: { port: 4096 }, failureThreshold: 3, periodSeconds: 30, timeoutSeconds: 5 },
  readinessProbe: status { failureThreshold: 3, periodSeconds: 10 },
  startupProbe: status { failureThreshold: 30, initialDelaySeconds: 2, periodSeconds: 2 },
  resources: { limits: { memory: '4Gi' }, requests: { memory: '512Mi' } },
  securityContext: restricted,
  volumeMounts: [mount('tools', '/tools'), mount('workspace', a.spec.workspaceDir), mount('session-data', '/data/sessions')],
};

local opencode_init(a) = {
  name: 'opencode-init',
  image: a.spec.agentImage,
  imagePullPolicy: 'Always',
  env: env([['TOOLS_DIR', '/tools']]) + a.spec.podSpec.extraEnv,
  securityContext: restricted,
  volumeMounts: [mount('tools', '/tools')],
};

local context_init(a) = {
  name: 'context-init',
  image: 'ghcr.io/kubeopencode/kubeopencode:latest',
  imagePullPolicy: 'IfNotPresent',
  command: ['/kubeopencode', 'context-init'],
  env: env([
    ['HOME', '/tmp'],
    ['SHELL', '/bin/bash'],
    ['WORKSPACE_DIR', a.spec.workspaceDir],
    ['CONFIGMAP_PATH', '/configmap-files'],
    ['FILE_MAPPINGS', '[{"key":"%s","targetPath":"%s/.kubeopencode/context.md"}]' % [a.key, a.spec.workspaceDir]],
  ]) + a.spec.podSpec.extraEnv,
  securityContext: restricted,
  volumeMounts: [
    mount('context-files', '/configmap-files') { readOnly: true },
    mount('workspace', a.spec.workspaceDir),
  ],
};

local deployment(a) = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: a.name + '-server', namespace: a.namespace, labels: labels(a) + a.spec.podSpec.labels },
  spec: {
    replicas: 1,
    selector: { matchLabels: selector(a) },
    strategy: { type: 'Recreate' },
    template: {
      metadata: { annotations: { 'kubeopencode.io/context-hash': a.hash }, labels: labels(a) + a.spec.podSpec.labels },
      spec: {
        containers: [server(a)],
        initContainers: [opencode_init(a), context_init(a)],
        restartPolicy: 'Always',
        serviceAccountName: a.spec.serviceAccountName,
        volumes: [
          { name: 'tools', emptyDir: {} },
          { name: 'workspace', emptyDir: {} },
          { name: 'session-data', persistentVolumeClaim: { claimName: a.name + '-server-sessions' } },
          { name: 'context-files', configMap: { name: a.name + '-server-context' } },
        ],
      },
    },
  },
};

local service(a) = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: a.name, namespace: a.namespace, labels: labels(a) },
  spec: {
    ports: [{ name: 'http', port: 4096, protocol: 'TCP', targetPort: 4096 }],
    selector: selector(a),
    type: 'ClusterIP',
  },
};

std.flatMap(function(a) [config_map(a), claim(a), deployment(a), service(a)], std.map(known, agents))
