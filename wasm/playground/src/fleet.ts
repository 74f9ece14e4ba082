// The example that the page opens with: one template, its Agents in files of their own. No more than this is needed when the
// page is built, where its result is prepared.

import type { Source } from './api';

export const fleetId = 'fleet';

/** Each document of `text` in a file of its own. */
export const fleetFiles = (text: string): Source[] => text.split(/^---$/m).map((part, i) => ({
  name: `${/\bname: *([\w-]+)/.exec(part)?.[1] ?? `part-${i}`}${/AgentTemplate/.test(part) ? '.template' : ''}.yaml`,
  text: part.replace(/^\n/, ''),
}));
