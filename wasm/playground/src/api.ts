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
  /** The size of the output. */
  bytes: number;
  /** How long it took, if it was rendered here. */
  milliseconds?: number;
}

/** Where a part of the picture stands in the manifests. */
export interface Part {
  kind: string; // of the object
  object: string; // its name
  path: (string | number)[];
}

/** What runs for one Agent, drawn by picture.ts. */
export interface Picture {
  agent: string;
  replicas: number;
  pod: Part;
  service: { name: string; ports: string[]; part: Part } | null;
  init: Container[];
  containers: Container[];
  volumes: Volume[];
  /** Objects that no volume names. */
  beside: { kind: string; name: string; note: string; part: Part }[];
}

export interface Container {
  name: string;
  image: string;
  ports: string[];
  mounts: { volume: string; path: string; readOnly: boolean; part: Part }[];
  part: Part;
}

export interface Volume {
  name: string;
  part: Part;
  /** What it is made from, and where that is when it is in the manifests. */
  source: { kind: string; name: string; note: string; part: Part | null };
}

/** A file, formatted; `why` when it could not be. */
export interface Formatted {
  name: string;
  before: string;
  after: string;
  why: string;
}

export type Ask =
  | { kind: 'start'; engine: EngineName; base: string }
  | { kind: 'module'; module?: WebAssembly.Module; why?: string }
  | { kind: 'render'; sources: Source[]; settings: Settings }
  | { kind: 'effects'; agents: string[] }
  | { kind: 'format'; name: string; text: string }
  | { kind: 'picture'; agent: string; namespace: string };

export type Answer =
  | { kind: 'started' }
  | { kind: 'rendered'; result: Result }
  | { kind: 'effects'; effects: Int32Array }
  | { kind: 'formatted'; formatted: Formatted }
  | { kind: 'picture'; picture: Picture | null }
  | { kind: 'failed'; message: string };
