// Rendered objects -> what runs for one Agent, each part with its place in the manifests.

import type { Container, Part, Picture, Volume } from './api';

/* eslint-disable @typescript-eslint/no-explicit-any */
export type KubeObject = any;

const agentLabel = 'kubeopencode.io/agent';
const podPath = ['spec', 'template', 'spec'];

const partOf = (object: KubeObject, path: Part['path'] = []): Part => ({ kind: object.kind, object: object.metadata.name, path });

function containersOf(deployment: KubeObject, list: 'initContainers' | 'containers'): Container[] {
  const items: KubeObject[] = deployment.spec.template.spec[list] ?? [];
  return items.map((container, i) => ({
    name: container.name, image: container.image, part: partOf(deployment, [...podPath, list, i]),
    ports: (container.ports ?? []).map((port: KubeObject) => `${port.name ?? ''} ${port.containerPort}/${port.protocol ?? 'TCP'}`.trim()),
    mounts: (container.volumeMounts ?? []).map((mount: KubeObject, m: number) => ({
      volume: mount.name, path: mount.mountPath, readOnly: mount.readOnly === true, part: partOf(deployment, [...podPath, list, i, 'volumeMounts', m]),
    })),
  }));
}

// The sources of volumes that name an object: the member, the kind, and the field with the name.
const named: [string, string, string][] = [
  ['persistentVolumeClaim', 'PersistentVolumeClaim', 'claimName'], ['configMap', 'ConfigMap', 'name'], ['secret', 'Secret', 'secretName'],
];

function sourceOf(volume: KubeObject, own: KubeObject[]): Volume['source'] {
  for (const [member, kind, field] of named) {
    if (!volume[member]) continue;
    const name = volume[member][field];
    const object = own.find((other) => other.kind === kind && other.metadata.name === name);
    return { kind, name, note: object ? noteOf(object) : 'not in the manifests', part: object ? partOf(object) : null };
  }
  const member = Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir';
  return { kind: member, name: '', note: member === 'emptyDir' ? [volume.emptyDir?.medium, volume.emptyDir?.sizeLimit].filter(Boolean).join(' ') : '', part: null };
}

function noteOf(object: KubeObject): string {
  if (object.kind === 'ConfigMap') return Object.keys(object.data ?? {}).join(', ');
  if (object.kind === 'PersistentVolumeClaim') return object.spec?.resources?.requests?.storage ?? '';
  return '';
}

function volumesOf(deployment: KubeObject, own: KubeObject[]): Volume[] {
  const volumes: KubeObject[] = deployment.spec.template.spec.volumes ?? [];
  return volumes.map((volume, i) => ({ name: volume.name, part: partOf(deployment, [...podPath, 'volumes', i]), source: sourceOf(volume, own) }));
}

/** Null when nothing was rendered for the Agent. */
export function pictureOf(objects: KubeObject[], agent: string, namespace: string): Picture | null {
  const own = objects.filter((object) =>
    object.metadata?.labels?.[agentLabel] === agent && (object.metadata.namespace ?? '') === namespace);
  const deployment = own.find((object) => object.kind === 'Deployment');
  if (!deployment) return null;
  const service = own.find((object) => object.kind === 'Service');
  const volumes = volumesOf(deployment, own);
  const used = new Set(volumes.map((volume) => `${volume.source.kind}/${volume.source.name}`));
  return {
    agent, replicas: deployment.spec.replicas, pod: partOf(deployment),
    service: service && {
      name: service.metadata.name, part: partOf(service),
      ports: service.spec.ports.map((port: KubeObject) => `${port.name ?? ''} ${port.port}/${port.protocol ?? 'TCP'}`.trim()),
    },
    init: containersOf(deployment, 'initContainers'), containers: containersOf(deployment, 'containers'), volumes,
    beside: own.filter((o) => !['Deployment', 'Service'].includes(o.kind) && !used.has(`${o.kind}/${o.metadata.name}`))
      .map((o) => ({ kind: o.kind, name: o.metadata.name, note: noteOf(o), part: partOf(o) })),
  };
}
