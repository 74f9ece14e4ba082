// Keeps what is edited: the first edit of an example or a link makes a draft of it, with an address of its own.

import type { Source } from './api';
import { hashOf } from './address';
import { say, unsay } from './messages';
import { newId, Store, type Draft } from './store';
import type { Workspace } from './workspace';

export class Keeper {
  private readonly store: Store | null;
  private writing = false;
  private again = false;
  /** What was rendered without an error last; null while that is what the files are. */
  good: Source[] | null = null;

  constructor(private readonly workspace: Workspace, private readonly listed: (drafts: Draft[]) => void) {
    let store: Store | null = null;
    try {
      store = new Store();
    } catch {
      // A browser that keeps nothing: edited() says so.
    }
    this.store = store;
    addEventListener('pagehide', () => void this.write(true));
  }

  keepGood(sources: Source[] | null): void {
    const before = this.good;
    this.good = sources;
    if ((before === null) !== (sources === null)) void this.write();
  }

  edited(): void {
    const { place } = this.workspace;
    if (place.kind !== 'draft') {
      this.workspace.place = { kind: 'draft', id: newId() };
      history.replaceState(null, '', hashOf(this.workspace.place));
    } else if (location.hash !== hashOf(place)) {
      history.replaceState(null, '', hashOf(place));
    }
    void this.write();
  }

  /** One write at a time; what is typed meanwhile is written after it, or at once when the page is left. */
  private async write(now = false): Promise<void> {
    if (this.workspace.place.kind !== 'draft') return;
    this.again = this.writing;
    if (this.writing && !now) return;
    this.writing = true;
    try {
      await this.store!.put(this.draft(this.workspace.place.id));
      unsay('keep');
    } catch (error) {
      say('keep', `Edits are not kept: this browser stores nothing for this page (${(error as Error)?.message ?? 'no storage'}). Share puts all of it into a link.`, 'error');
    }
    this.writing = false;
    if (this.again) void this.write();
    else void this.list();
  }

  private draft(id: string): Draft {
    const { title, settings, current, base } = this.workspace;
    const cursor = this.workspace.cursor();
    return { id, title, settings, current, cursor, base, files: this.workspace.sources(), good: this.good, changed: Date.now() };
  }

  async list(): Promise<Draft[]> {
    const drafts = await (this.store?.list() ?? Promise.resolve([])).catch(() => []);
    this.listed(drafts);
    return drafts;
  }

  async find(id: string): Promise<Draft | undefined> {
    return this.store?.get(id).catch(() => undefined);
  }
}
