// What a program may write with the package's types: it is compiled, not run.
import { load, MemoryLimitError, RenderError, TimeLimitError, WorkerRenderer } from 'agentrender';
import type { About, Options, Problem, Result, Source } from 'agentrender';

const sources: readonly Source[] = Object.freeze([{ name: 'a.yaml', text: '' }]);
const options: Readonly<Options> = { images: Object.freeze([{ name: 'a', newTag: '1' }]), inheritedAnnotations: ['a'] as const };

export async function check(): Promise<Problem[]> {
  const renderer = await load({ memoryLimit: 1 << 24 });
  const result: Result = renderer.render(sources, options);
  const about: About = renderer.about;
  const worker = new WorkerRenderer();
  try {
    await worker.render(sources, options, { timeout: 1000, signal: AbortSignal.timeout(1000) });
  } catch (error) {
    if (error instanceof MemoryLimitError || error instanceof TimeLimitError) throw error satisfies RenderError;
  }
  return about.version ? result.problems : [];
}
