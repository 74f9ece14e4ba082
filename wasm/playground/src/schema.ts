// The fields of our kinds, for completion, from what `agentrender schema` prints; tests/e2e/editor checks that the file
// is that.

import schema from '../../../docs/agents.schema.json';

interface Node {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Node>;
  items?: Node;
  enum?: unknown[];
  anyOf?: Node[];
  allOf?: Node[];
  description?: string;
}

const definitions = schema.definitions as unknown as Record<string, Node>;

export interface Field {
  hasBelow: boolean;
  values: string[];
  /** What it is for, and its type, as the table of fields has them. */
  text: string;
  type: string;
}

/** What a node is when references (alone in an `allOf`, so that a description may stand beside) and `null` alternatives
 * are left aside. */
function resolve(node: Node | undefined): Node {
  for (let steps = 0; node && steps < 20; steps++) {
    const reference: string | undefined = node.$ref ?? node.allOf?.find((part) => part.$ref)?.$ref;
    if (reference) node = definitions[reference.replace('#/definitions/', '')];
    else if (node.anyOf) node = node.anyOf.find((other) => other.type !== 'null');
    else if (node.items && !node.properties) node = node.items;
    else return node;
  }
  return {};
}

function fieldOf(node: Node): Field {
  const found = resolve(node);
  const values = found.enum ?? (isBool(found) ? [true, false] : []);
  const composed = [found.type].flat().some((type) => type === 'object' || type === 'array') || node.items !== undefined;
  return {
    hasBelow: composed, values: values.filter((value) => value !== null && value !== '').map(String),
    text: textOf(node) ?? textOf(found) ?? '', type: typeOf(node, found),
  };
}

const textOf = (node: Node): string | undefined => node.description ?? node.allOf?.find((part) => part.description)?.description;

function typeOf(node: Node, found: Node): string {
  const isList = [node.type].flat().includes('array') || node.items !== undefined || (node.anyOf ?? []).some((other) => other.items);
  const type = [found.type].flat().find((one) => one && one !== 'null' && one !== 'array') ?? (found.enum ? 'string' : '');
  return isList ? `list${type && type !== 'object' ? ` of ${type}s` : ''}` : type;
}

const isBool = (node: Node) => [node.type].flat().includes('boolean');

/** The fields that may stand below `path` in a document of this kind. */
export function fieldsAt(kind: string, path: string[]): Record<string, Field> {
  if (path.length === 0) {
    const field = (values: string[], hasBelow = false): Field => ({ values, hasBelow, text: '', type: '' });
    return { apiVersion: field(['kubeopencode.io/v1alpha1']), kind: field(['Agent', 'AgentTemplate', 'KubeOpenCodeConfig', 'ConfigMap']),
      metadata: field([], true), ...(kind === 'ConfigMap' ? { data: field([], true) } : { spec: field([], true) }) };
  }
  let node = resolve(definitions[kind === 'ConfigMap' ? 'Agent' : kind]);
  for (const name of path) node = resolve(node.properties?.[name]);
  return Object.fromEntries(Object.entries(node.properties ?? {}).map(([name, below]) => [name, fieldOf(below)]));
}
