// Opens what the address, the menu of examples and drafts, or a link names. What was open before can be had back.

import { hashOf, placeOf, type Place } from './address';
import { byId, element } from './dom';
import { examples } from './examples';
import type { Keeper } from './keeper';
import { say, unsay } from './messages';
import { unpack } from './share';
import type { Draft } from './store';
import type { Opened, Workspace } from './workspace';

const menu = () => byId<HTMLSelectElement>('examples');

function exampleOf(id: string): Opened | null {
  const example = examples.find((e) => e.id === id);
  return example ? { files: example.files, place: { kind: 'example', id }, title: example.title } : null;
}

// Made once: the first use of one takes longer than all the rest of the menu.
let when: Intl.DateTimeFormat | null = null;
const whenText = (time: number) => (when ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })).format(time);

export class Opening {
  constructor(private readonly workspace: Workspace, private readonly keeper: Keeper, private readonly opened: () => void) {
    menu().onchange = () => void this.go(placeOf(menu().value));
    addEventListener('popstate', () => void this.fromAddress());
  }

  /** Chosen on the page: with an address of its own, so that the browser's Back leads back, too. */
  private async go(place: Place): Promise<void> {
    const before = this.workspace.snapshot();
    const what = await this.find(place);
    this.listShown();
    if (!what) return;
    history.pushState(null, '', hashOf(place));
    this.open(what);
    say('undo', `Opened ${what.title}.`, 'info', { label: 'Undo', done: () => {
      history.replaceState(null, '', hashOf(before.place));
      this.workspace.restore(before);
    } });
  }

  async fromAddress(): Promise<void> {
    const place = placeOf(location.hash);
    const mine = this.workspace.place;
    if (this.workspace.files.length > 0 && hashOf(place) === hashOf(mine)) return;
    const had = this.workspace.files.length > 0 ? this.workspace.snapshot() : null;
    const what = await this.find(place);
    if (what) {
      this.open(what);
      if (had?.place.kind === 'draft') say('undo', `Opened ${what.title}. Your draft is kept.`, 'info', { label: 'Back to the draft', done: () => {
        history.pushState(null, '', hashOf(had.place));
        this.workspace.restore(had);
      } });
    } else if (!had) {
      this.open(exampleOf(examples[0].id)!);
    }
  }

  private async find(place: Place): Promise<Opened | null> {
    unsay('link');
    switch (place.kind) {
      case 'nothing':
        return (await this.lastDraft()) ?? exampleOf(examples[0].id);
      case 'example':
        return exampleOf(place.id) ?? this.cannot(`There is no example ${place.id} here.`);
      case 'draft': {
        const draft = await this.keeper.find(place.id);
        return draft ? this.ofDraft(draft) : this.cannot('This draft is not in this browser: its address only works where it was written. Ask for a link made with Share.');
      }
      case 'link':
        try {
          return { ...(await unpack(place.packed)), place, title: 'a shared link' };
        } catch (error) {
          return this.cannot(`The link cannot be opened: ${(error as Error).message}.`);
        }
    }
  }

  private cannot(why: string): null {
    say('link', why, 'error');
    return null;
  }

  private async lastDraft(): Promise<Opened | null> {
    const [draft] = await this.keeper.list();
    if (!draft) return null;
    say('undo', `Your draft of ${whenText(draft.changed)}.`, 'info', { label: 'Begin anew', done: () => void this.go({ kind: 'example', id: examples[0].id }) });
    history.replaceState(null, '', hashOf({ kind: 'draft', id: draft.id }));
    return this.ofDraft(draft);
  }

  private ofDraft(draft: Draft): Opened {
    this.keeper.good = draft.good;
    return { ...draft, place: { kind: 'draft', id: draft.id }, title: draft.title };
  }

  private open(what: Opened): void {
    if (what.place.kind !== 'draft') this.keeper.good = null;
    this.workspace.open(what);
    this.listShown();
    this.opened();
  }

  /** Fills the menu: drafts first, then the examples by group. */
  list(drafts: Draft[]): void {
    const groups = [...new Set(examples.map((example) => example.group))].map((group) => element('optgroup', { label: group },
      ...examples.filter((e) => e.group === group).map((e) => element('option', { value: hashOf({ kind: 'example', id: e.id }) }, e.title))));
    const own = drafts.map((d) => element('option', { value: hashOf({ kind: 'draft', id: d.id }) }, `${d.title}, ${whenText(d.changed)}`));
    menu().replaceChildren(element('option', { value: '' }, 'Examples'), ...(own.length > 0 ? [element('optgroup', { label: 'Your drafts' }, ...own)] : []), ...groups);
    this.listShown();
  }

  private listShown(): void {
    const value = hashOf(this.workspace.place);
    menu().value = [...menu().options].some((option) => option.value === value) ? value : '';
  }
}
