// What a code of a finding means and what to do about it: its entry in docs/problems.md.

import { element } from './dom';
import { elementsOf } from './markdown';
import { showSheet } from './sheet';

export async function explain(code: string): Promise<void> {
  const text = await import('../../../docs/problems.md?raw').then((found) => found.default, () => null);
  if (text === null) return void showSheet(code, 'The explanation cannot be loaded: there is no connection.');
  const entry = new RegExp(`^### ${code} (.*)\\n([\\s\\S]*?)(?=^##|(?![\\s\\S]))`, 'm').exec(text);
  if (!entry) return void showSheet(code, 'There is no explanation of this code here.');
  showSheet(`${code}: ${entry[1]}`, element('div', { class: 'prose' }, ...elementsOf(entry[2])));
}
