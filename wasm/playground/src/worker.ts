// Renders, away from the page, so that it never freezes.

import { defaults, type Answer, type Ask, type Formatted, type Picture, type Result, type Settings, type Source } from './api';
import { resultOf, type Response } from './documents';
import { formatted } from './format';
import { loadEngine, type Engine } from './engine';
import { pictureOf, type KubeObject } from './picture-model';

interface Input {
  sources: Source[];
  settings: Settings;
}

let engine: Engine;
let moduleCame: (ask: Ask & { kind: 'module' }) => void;
const module = new Promise<WebAssembly.Module>((resolve, reject) => {
  moduleCame = ({ module: came, why }) => (came ? resolve(came) : reject(new Error(why)));
});
module.catch(() => undefined); // whoever waits for it is told
let last: Input = { sources: [], settings: defaults };
let good: Input | null = null; // the last without an error
const objects = new Map<Input, KubeObject[]>(); // of those two, when a picture has been asked for

function call(input: Input, options: object): Record<string, unknown> {
  const request = {
    sources: input.sources.map((source) => ({ ...source, text: source.text.toWellFormed() })),
    // What has no error is shown in any case; keepGoing is a matter of the command.
    options: { ...input.settings, ...options, keepGoing: true },
  };
  return JSON.parse(new TextDecoder().decode(engine.call(new TextEncoder().encode(JSON.stringify(request)))));
}

function render(): Result {
  const begin = performance.now();
  const response = call(last, { explain: true }) as unknown as Response;
  if (!response.problems.some((problem) => problem.severity === 'error')) good = last;
  for (const input of objects.keys()) if (input !== good) objects.delete(input);
  return resultOf(response, performance.now() - begin);
}

function objectsOf(input: Input): KubeObject[] {
  const found = objects.get(input) ?? JSON.parse((call(input, { format: 'json' }).output as string) || '[]') as KubeObject[];
  objects.set(input, found);
  return found;
}

/** What each field of the input changes in the output of these Agents, see wasm/agentrender.h. */
function effects(agents: string[]): Int32Array {
  const found = agents.map((agent) => call(last, { explain: true, effectsOn: agent }).effects as number[] | undefined);
  return Int32Array.from(found.flatMap((numbers) => numbers ?? []));
}

/** Of an Agent that has an error now, what it was before. */
function picture(agent: string, namespace: string): Picture | null {
  return pictureOf(objectsOf(last), agent, namespace) ?? (good && pictureOf(objectsOf(good), agent, namespace));
}

async function format(name: string, before: string): Promise<Formatted> {
  try {
    return { name, before, after: await formatted(before), why: '' };
  } catch (error) {
    return { name, before, after: before, why: (error as Error).message };
  }
}

async function answer(ask: Exclude<Ask, { kind: 'module' }>): Promise<Answer> {
  switch (ask.kind) {
    case 'start':
      engine = await loadEngine(ask.engine, ask.base, module);
      return { kind: 'started' };
    case 'render':
      last = ask;
      return { kind: 'rendered', result: render() };
    case 'effects':
      return { kind: 'effects', effects: effects(ask.agents) };
    case 'format':
      return { kind: 'formatted', formatted: await format(ask.name, ask.text) };
    case 'picture':
      return { kind: 'picture', picture: picture(ask.agent, ask.namespace) };
  }
}

self.onmessage = async (event: MessageEvent<Ask>) => {
  const ask = event.data;
  if (ask.kind === 'module') return moduleCame(ask);
  let reply: Answer;
  try {
    reply = await answer(ask);
  } catch (error) {
    reply = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
  const transfer = reply.kind === 'rendered' ? [reply.result.lines.buffer as ArrayBuffer] : [];
  self.postMessage(reply, { transfer });
};
