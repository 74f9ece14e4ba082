// The worker that renders: takes what to render, gives results. Of several asks of a kind the newest counts. A worker that
// fails or takes too long is replaced; an engine that does not load is reported once, and loaded again when that is asked.
// It starts before there is a page that it could tell: see early.ts.

import type { Answer, Ask, Formatted, Picture, Result } from './api';
import type { EngineName } from './engine';
import { engineModule } from './module';

// A rendering that takes longer is given up.
const mostMilliseconds = 30_000;

export interface Told {
  result(result: Result): void;
  picture(picture: Picture | null): void;
  effects(effects: Int32Array): void;
  formatted(what: Formatted): void;
  /** What was asked last was not done. */
  failed(why: string): void;
  /** The engine is not there; retry() loads it again. */
  missing(why: string): void;
}

export class Renderer {
  private worker: Worker | null = null;
  private state: 'starting' | 'ready' | 'busy' | 'missing' = 'missing';
  private waiting = new Map<Ask['kind'], Ask>();
  private watchdog = 0;
  private told: Told | null = null;
  private why = ''; // the engine is missing

  constructor(private readonly engine: EngineName, private readonly base: string) {
    this.retry();
  }

  /** Tells from now on. */
  tell(told: Told): void {
    this.told = told;
    if (this.state === 'missing') told.missing(this.why);
  }

  retry(): void {
    if (this.state !== 'missing') return;
    this.state = 'starting';
    this.worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    this.worker.onmessage = (event: MessageEvent<Answer>) => this.received(event.data);
    this.worker.onerror = (event) => this.failed(event.message || 'its files did not load');
    this.worker.postMessage({ kind: 'start', engine: this.engine, base: this.base } satisfies Ask);
    // The page has nothing to wait for: it takes the module while the worker starts.
    const { worker } = this;
    engineModule(this.engine, this.base).then((module) => worker.postMessage({ kind: 'module', module } satisfies Ask),
      (error: Error) => worker.postMessage({ kind: 'module', why: error.message } satisfies Ask));
  }

  /** The engine is on its way. */
  get starting(): boolean {
    return this.state === 'starting';
  }

  ask(what: Ask): void {
    this.waiting.set(what.kind, what);
    this.next();
  }

  private next(): void {
    if (this.state !== 'ready') return;
    const what = this.waiting.get('render') ?? [...this.waiting.values()][0];
    if (!what) return;
    this.waiting.delete(what.kind);
    this.state = 'busy';
    this.watchdog = window.setTimeout(() => this.failed('it takes too long'), mostMilliseconds);
    this.worker!.postMessage(what);
  }

  private received(answer: Answer): void {
    if (answer.kind === 'failed') return this.failed(answer.message);
    clearTimeout(this.watchdog);
    this.state = 'ready';
    if (answer.kind === 'rendered') this.told?.result(answer.result);
    // What was asked of an older input is of no use.
    if (answer.kind === 'effects' && !this.waiting.has('render')) this.told?.effects(answer.effects);
    if (answer.kind === 'formatted') this.told?.formatted(answer.formatted);
    if (answer.kind === 'picture') this.told?.picture(answer.picture);
    this.next();
  }

  private failed(why: string): void {
    clearTimeout(this.watchdog);
    this.worker!.terminate();
    const loaded = this.state !== 'starting';
    this.state = 'missing';
    this.why = why;
    if (!loaded) return this.told?.missing(why);
    this.told?.failed(why);
    this.retry();
  }
}
