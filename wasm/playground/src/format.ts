// Formats the YAML of a file: comments stay, and so does what it means; a text for which that does not hold is left alone.

import type { Document } from 'yaml';

// All scalars as they are written: a formatter has no business with numbers and booleans.
const options = { schema: 'failsafe', keepSourceTokens: false, uniqueKeys: false } as const;

/** Throws an Error that says why the text cannot be formatted. */
export async function formatted(text: string): Promise<string> {
  const { parseAllDocuments } = await import('yaml');
  const read = (what: string) => parseAllDocuments(what, options) as Document[];
  const documents = read(text);
  const wrong = documents.flatMap((document) => document.errors)[0];
  if (wrong) throw new Error(wrong.message.split('\n')[0].replace(/:$/, ''));
  const made = documents.map((document) => document.toString({ lineWidth: 0, indentSeq: false, flowCollectionPadding: false })).join('---\n').replace(/^---\n---$/gm, '---');
  const meaning = (of: Document[]) => JSON.stringify(of.map((document) => document.toJS()));
  if (meaning(documents) !== meaning(read(made)) || comments(text) !== comments(made)) throw new Error('it would not stay the same');
  return made;
}

const comments = (text: string) => (text.match(/(^|\s)#.*$/gm) ?? []).map((comment) => comment.trim()).sort().join('\n');
