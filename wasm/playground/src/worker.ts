// Renders, away from the page, so that it never freezes.

import type { Answer, Ask, Picture, Result, Settings, Source } from './api';
import { loadEngine, type Engine } from './engine';
import { pictureOf, type KubeObject } from './picture-model';

let engine: Engine;
let last: { sources: Source[]; settings: Settings } = { sources: [], settings: { namespace: '', controller: '', keepGoing: false } };
let objects: KubeObject[] | null = null; // of `last`, when a picture has been asked for

function call(options: object): Record<string, unknown> {
  const request = {
    sources: last.sources.map((source) => ({ ...source, text: source.text.toWellFormed() })),
    options: { ...last.settings, ...options },
  };
  return JSON.parse(new TextDecoder().decode(engine.call(new TextEncoder().encode(JSON.stringify(request)))));
}

function render(): Result {
  const begin = performance.now();
  const response = call({ explain: true }) as unknown as Omit<Result, 'lines'> & { lines?: number[] };
  return {
    ...response,
    objects: response.objects ?? [],
    rules: response.rules ?? [],
    lines: Int32Array.from(response.lines ?? []),
    milliseconds: performance.now() - begin,
  };
}

function picture(agent: string, namespace: string): Picture | null {
  objects ??= JSON.parse((call({ format: 'json' }).output as string) || '[]') as KubeObject[];
  return pictureOf(objects, agent, namespace);
}

async function answer(ask: Ask): Promise<Answer> {
  switch (ask.kind) {
    case 'start':
      engine = await loadEngine(ask.engine, ask.base);
      return { kind: 'started' };
    case 'render':
      last = ask;
      objects = null;
      return { kind: 'rendered', result: render() };
    case 'picture':
      return { kind: 'picture', picture: picture(ask.agent, ask.namespace) };
  }
}

self.onmessage = async (event: MessageEvent<Ask>) => {
  let reply: Answer;
  try {
    reply = await answer(event.data);
  } catch (error) {
    reply = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
  const transfer = reply.kind === 'rendered' ? [reply.result.lines.buffer as ArrayBuffer] : [];
  self.postMessage(reply, { transfer });
};
