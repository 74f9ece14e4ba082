// What page and worker say to each other.

import type { Problem, Result as Rendered } from '../../hosts/js/index.js';
import type { EngineName } from './engine';

export type { Problem };

export interface Source {
  name: string;
  text: string;
}

export interface Settings {
  namespace: string;
  /** Whose rendering is reproduced; '' is the default. */
  controller: string;
  keepGoing: boolean;
}

export const defaults: Settings = { namespace: '', controller: '', keepGoing: false };

/** A document of the output. `agent` is '' when it was in the input already. */
export interface RenderedObject {
  kind: string;
  namespace?: string;
  name: string;
  agent: string;
  line: number;
}

export interface Result extends Rendered {
  objects: RenderedObject[];
  /** Five numbers a line of output: that line; line, column and source of the input; rule. See wasm/agentrender.h. */
  lines: Int32Array;
  rules: [name: string, what: string][];
  milliseconds: number;
}

/** What runs for one Agent, drawn by picture.ts. */
export interface Picture {
  objects: { kind: string; name: string; note: string }[];
  replicas: number;
  service: { name: string; ports: string[] } | null;
  init: Container[];
  containers: Container[];
  volumes: { name: string; source: string; mounts: { container: string; path: string; readOnly: boolean }[] }[];
}

export interface Container {
  name: string;
  image: string;
  ports: string[];
}

export type Ask =
  | { kind: 'start'; engine: EngineName; base: string }
  | { kind: 'render'; sources: Source[]; settings: Settings }
  | { kind: 'picture'; agent: string; namespace: string };

export type Answer =
  | { kind: 'started' }
  | { kind: 'rendered'; result: Result }
  | { kind: 'picture'; picture: Picture | null }
  | { kind: 'failed'; message: string };
