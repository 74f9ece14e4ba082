// Rendered objects -> what runs for one Agent.

import type { Container, Picture } from './api';

/* eslint-disable @typescript-eslint/no-explicit-any */
export type KubeObject = any;

const agentLabel = 'kubeopencode.io/agent';

function containerOf(container: KubeObject): Container {
  const ports = (container.ports ?? []).map((port: KubeObject) => `${port.name} ${port.containerPort}/${port.protocol}`);
  return { name: container.name, image: container.image, ports };
}

function sourceOf(volume: KubeObject): string {
  if (volume.emptyDir) return 'empty directory';
  if (volume.persistentVolumeClaim) return `claim ${volume.persistentVolumeClaim.claimName}`;
  if (volume.configMap) return `ConfigMap ${volume.configMap.name}`;
  if (volume.secret) return `Secret ${volume.secret.secretName}`;
  return Object.keys(volume).find((key) => key !== 'name') ?? 'empty directory';
}

function noteOf(object: KubeObject): string {
  if (object.kind === 'ConfigMap') return Object.keys(object.data ?? {}).join(', ');
  if (object.kind === 'PersistentVolumeClaim') return object.spec.resources.requests.storage;
  return '';
}

/** Null when nothing was rendered for the Agent. */
export function pictureOf(objects: KubeObject[], agent: string, namespace: string): Picture | null {
  const own = objects.filter((object) =>
    object.metadata?.labels?.[agentLabel] === agent && (object.metadata.namespace ?? '') === namespace);
  const deployment = own.find((object) => object.kind === 'Deployment');
  if (!deployment) return null;
  const service = own.find((object) => object.kind === 'Service');
  const pod = deployment.spec.template.spec;
  const all = [...(pod.initContainers ?? []), ...pod.containers];
  return {
    objects: own.map((object) => ({ kind: object.kind, name: object.metadata.name, note: noteOf(object) })),
    replicas: deployment.spec.replicas,
    service: service && {
      name: service.metadata.name,
      ports: service.spec.ports.map((port: KubeObject) => `${port.name} ${port.port}/${port.protocol}`),
    },
    init: (pod.initContainers ?? []).map(containerOf),
    containers: pod.containers.map(containerOf),
    volumes: (pod.volumes ?? []).map((volume: KubeObject) => ({
      name: volume.name,
      source: sourceOf(volume),
      mounts: all.flatMap((container) => (container.volumeMounts ?? [])
        .filter((mount: KubeObject) => mount.name === volume.name)
        .map((mount: KubeObject) => ({ container: container.name, path: mount.mountPath, readOnly: mount.readOnly === true }))),
    })),
  };
}
