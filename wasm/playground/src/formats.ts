// The output in other forms than YAML: what the program prints, and the files that it writes.

import type { Source } from './api';
import { argumentsOf } from './command';
import type { RenderedObject } from './api';
import { nothing, type Manifests } from './manifests';
import { program } from './program';
import type { Workspace } from './workspace';

export type OutputFormat = 'yaml' | 'json' | 'ndjson' | 'annotated' | 'files';

export const formatNames: Record<OutputFormat, string> = {
  yaml: 'YAML', json: 'JSON', ndjson: 'NDJSON', annotated: 'YAML with origins', files: 'One file per object',
};

/** A form of the output: what is shown, and what a download gives. */
export interface Formed {
  shown: Manifests;
  name: string;
  written: Source[];
}

const extension: Record<OutputFormat, string> = { yaml: 'yaml', json: 'json', ndjson: 'ndjson', annotated: 'yaml', files: 'zip' };

/** One file after the other, each under its name. */
function asOne(written: Source[]): Manifests {
  const objects: RenderedObject[] = [];
  let line = 1;
  const texts = written.map(({ name, text }) => {
    objects.push({ kind: '', name, agent: '', line });
    line += text.split('\n').length;
    return `# rendered/${name}\n${text}`;
  });
  return { ...nothing, text: texts.join(''), objects };
}

/** Throws an Error with what the program says when there is nothing to show. */
export async function formed(workspace: Workspace, format: OutputFormat): Promise<Formed> {
  const ran = await program(argumentsOf(workspace, format), workspace.sources());
  const written = ran.written.filter((file) => !file.name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const shown = format === 'files' ? asOne(written) : { ...nothing, text: ran.stdout };
  if (shown.text === '') throw new Error(ran.stderr.trim().split('\n').at(-1) || 'nothing was rendered');
  return { shown, name: `manifests.${extension[format]}`, written };
}

export async function zipOf(written: Source[]): Promise<Blob> {
  const { zipSync, strToU8 } = await import('fflate');
  const day = new Date('2000-01-01T00:00:00');
  const entries = written.map((file): [string, [Uint8Array, { mtime: Date }]] => [`rendered/${file.name}`, [strToU8(file.text), { mtime: day }]]);
  return new Blob([zipSync(Object.fromEntries(entries)) as BlobPart], { type: 'application/zip' });
}
