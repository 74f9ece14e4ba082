// What has to change in one text of several documents so that it becomes another: small changes, so that what an editor
// knows about the rest (folds, selection, scroll) stays.

export interface Change {
  from: number;
  to: number;
  insert: string;
}

const separator = '\n---\n';

/** The one change between two texts, without what they begin and end with; null when they are equal. */
function changeOf(before: string, after: string, at: number): Change | null {
  if (before === after) return null;
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before.charCodeAt(same) === after.charCodeAt(same)) same++;
  let end = 0;
  while (end < most - same && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return { from: at + same, to: at + before.length - end, insert: after.slice(same, after.length - end) };
}

export function changesBetween(before: string, after: string): Change[] {
  const old = before.split(separator);
  const next = after.split(separator);
  if (old.length !== next.length) return [changeOf(before, after, 0)].filter((change) => change !== null);
  let at = 0;
  const changes: Change[] = [];
  old.forEach((text, i) => {
    const change = changeOf(text, next[i], at);
    if (change) changes.push(change);
    at += text.length + separator.length;
  });
  return changes;
}
