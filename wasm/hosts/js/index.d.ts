/** One input text. All sources of a call are one input. */
export interface Source {
  /** How problems call the source, such as its path. */
  name: string;
  /** YAML or JSON. */
  text: string;
  /** false: documents that are no Kubernetes resources are skipped, and no error. */
  named?: boolean;
}

export interface Options {
  /** Of objects that have none. */
  namespace?: string;
  /** What `output` is written in; 'yaml' unless said. */
  format?: 'yaml' | 'json' | 'ndjson' | 'resourceList';
  /** Print what has no errors although something else has. */
  keepGoing?: boolean;
  /** Print Agents, AgentTemplates and KubeOpenCodeConfigs too. */
  keepInputs?: boolean;
  /** Unknown fields are errors; true unless said. */
  strict?: boolean;
  /** What rendered Pods must meet of the Pod Security Standards. */
  podSecurity?: 'privileged' | 'baseline' | 'restricted';
  /** Annotations that rendered objects take over from their Agent. */
  inheritedAnnotations?: string[];
  /** As kustomize's `images`. */
  images?: { name: string; newName?: string; tag?: string; digest?: string }[];
  /** Above what the Agents say. */
  suspend?: boolean;
  /** Entries of the executor's resources, above what the Agents say. */
  resources?: { limits?: Record<string, string>; requests?: Record<string, string> };
}

export interface Problem {
  severity: 'error' | 'warning' | 'info';
  /** AR0301; docs/problems.md explains each. */
  code: string;
  message: string;
  hint?: string;
  /** The name of the source. */
  file?: string;
  line?: number;
  column?: number;
  object?: { apiVersion?: string; kind?: string; namespace?: string; name?: string };
  /** spec.podSpec.extraEnv[0].name */
  field?: string;
}

export interface Result {
  /** Empty when there are errors, unless `keepGoing`. */
  output: string;
  problems: Problem[];
  /** Agents in the input. */
  agents: number;
  /** Agents whose objects are in `output`. */
  rendered: number;
}

export interface LoadOptions {
  /** Another module than the package's: its bytes, a fetch(), or its address. */
  module?: Uint8Array | ArrayBuffer | Response | URL | string | Promise<Response | Uint8Array | ArrayBuffer>;
  /** What one instance may use, in bytes; 256 MiB unless said. */
  memoryLimit?: number;
}

/** Renders in the calling thread. */
export interface Renderer {
  /** @throws {RequestError} for options or sources that are none. @throws {RenderError} when the module failed. */
  render(sources: Source | Source[], options?: Options): Result;
  /** The size of the instance's memory. */
  readonly memoryBytes: number;
}

export function load(options?: LoadOptions): Promise<Renderer>;

/** The same in a worker of its own: rendering does not block, and a deadline really stops it. */
export class WorkerRenderer {
  /** `module` must be something that can be sent to a worker: bytes or an address. */
  constructor(options?: { module?: Uint8Array | ArrayBuffer | string; memoryLimit?: number });
  /** When `signal` aborts or `timeout` milliseconds have passed, the worker ends, and with it all calls under way. */
  render(sources: Source | Source[], options?: Options,
    limits?: { signal?: AbortSignal; timeout?: number }): Promise<Result>;
  close(): Promise<void>;
}

/** The request itself was wrong. */
export class RequestError extends Error {
  readonly problems: Problem[];
}

/** The module failed, was stopped, or reached its memory limit; the renderer can be used again. */
export class RenderError extends Error {}

/** One line: file:line:column: severity: field: message (hint). */
export function problemText(problem: Problem): string;
