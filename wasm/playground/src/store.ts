// Drafts: what was edited, kept in this browser under the id that the address names. Nothing here leaves the browser.

import type { Settings, Source } from './api';

export interface Draft {
  id: string;
  title: string;
  files: Source[];
  settings: Settings;
  /** The file that is shown, and its cursor. */
  current: number;
  cursor: number;
  /** What was rendered last without an error, when the files have one. */
  good: Source[] | null;
  /** What they are compared with. */
  base: Source[];
  changed: number;
}

// As many as are kept; the oldest go.
const mostDrafts = 30;

function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

let database: Promise<IDBDatabase> | null = null;

/** Throws, or rejects, in a browser that keeps nothing. */
export function openDrafts(): Promise<IDBDatabase> {
  if (database) return database;
  const open = indexedDB.open('agentrender', 1);
  open.onupgradeneeded = () => open.result.createObjectStore('drafts', { keyPath: 'id' });
  return (database = result(open));
}

export class Store {
  private readonly database = openDrafts();
  private opened: IDBDatabase | null = null;

  constructor() {
    this.database.then((opened) => (this.opened = opened), () => undefined);
  }

  /** Begins at once when the database is open, so that it is done even when the page is left. */
  async put(draft: Draft): Promise<void> {
    const transaction = (this.opened ?? (await this.database)).transaction('drafts', 'readwrite');
    const done = result(transaction.objectStore('drafts').put(draft));
    transaction.commit();
    await done;
  }

  async get(id: string): Promise<Draft | undefined> {
    return result((await this.database).transaction('drafts').objectStore('drafts').get(id));
  }

  async remove(id: string): Promise<void> {
    await result((await this.database).transaction('drafts', 'readwrite').objectStore('drafts').delete(id));
  }

  /** The newest first; those beyond the most that are kept are deleted. */
  async list(): Promise<Draft[]> {
    const all: Draft[] = await result((await this.database).transaction('drafts').objectStore('drafts').getAll());
    all.sort((a, b) => b.changed - a.changed);
    for (const old of all.splice(mostDrafts)) void this.remove(old.id);
    return all;
  }
}

export const newId = (): string => [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(36).padStart(2, '0')).join('');
