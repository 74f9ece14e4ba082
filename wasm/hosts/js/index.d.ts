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
  /** The version of the controller whose rendering is reproduced, 'v0.1.2' to 'v0.1.9'; 'v0.1.7' unless said. */
  controller?: string;
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
  inheritedAnnotations?: readonly string[];
  /** As kustomize's `images`. */
  images?: readonly { name: string; newName?: string; newTag?: string; digest?: string }[];
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
  /** The version of the controller whose rendering was reproduced. */
  controller: string;
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

/** What a module is. */
export interface About {
  /** Of the module; empty for modules before 0.2. */
  version: string;
  /** The version of the controller whose rendering is reproduced unless `options.controller` says otherwise. */
  controller: string;
  /** What `options.controller` can be. */
  controllers: string[];
}

/** Renders in the calling thread. */
export interface Renderer {
  /** The version of the module, and those of the controller that it reproduces. */
  readonly about: About;
  /** @throws {RequestError} for wrong options or sources. @throws {RenderError} when the module failed. */
  render(sources: Source | readonly Source[], options?: Options): Result;
  /** The size of the instance's memory. */
  readonly memoryBytes: number;
}

export function load(options?: LoadOptions): Promise<Renderer>;

export interface WorkerOptions {
  /** As for load(). */
  module?: LoadOptions['module'];
  memoryLimit?: number;
  /** Where the worker is, or what starts it; for bundlers that do not find worker.js by themselves (esbuild). */
  worker?: URL | string | (() => { postMessage(message: unknown): void; terminate(): unknown });
}

/** The same in a worker of its own: rendering does not block, and a time limit really stops it. */
export class WorkerRenderer {
  constructor(options?: WorkerOptions);
  /** When `signal` aborts or `timeout` milliseconds have passed, this call is given up; calls beside it go on. */
  render(sources: Source | readonly Source[], options?: Options,
    limits?: { signal?: AbortSignal; timeout?: number }): Promise<Result>;
  /** The version of the module, and those of the controller that it reproduces. */
  about(): Promise<About>;
  close(): Promise<void>;
}

/** The request itself was wrong. */
export class RequestError extends Error {
  readonly problems: Problem[];
}

/** The module failed or was stopped; the renderer can be used again. */
export class RenderError extends Error {}

/** The input needs more memory than `memoryLimit`. */
export class MemoryLimitError extends RenderError {}

/** `timeout` has passed. */
export class TimeLimitError extends RenderError {}

/** The version of this package. */
export const version: string;

/** One line: file:line:column: severity: field: message (hint). */
export function problemText(problem: Problem): string;
