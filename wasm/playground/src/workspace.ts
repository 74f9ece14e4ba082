// The files, which of them is shown, and the options: what a draft or a link holds.

import { defaults, type Settings, type Source } from './api';
import type { Place } from './address';
import type { InputEditor, Sheet } from './input-editor';

export interface File extends Source {
  sheet: Sheet;
}

/** All of it, to go back to. */
export interface Snapshot {
  files: File[];
  current: number;
  settings: Settings;
  place: Place;
  title: string;
  base: Source[];
}

export interface Opened {
  files: Source[];
  settings?: Settings;
  place: Place;
  title: string;
  current?: number;
  cursor?: number;
  base?: Source[];
}

export class Workspace {
  files: File[] = [];
  current = 0;
  settings: Settings = { ...defaults };
  place: Place = { kind: 'nothing' };
  title = '';
  /** The revision that the files are compared with: as they were opened, or marked. */
  base: Source[] = [];
  /** The files or the options are others. */
  onChange: () => void = () => undefined;
  /** Another file is shown, or it has another name. */
  onShow: () => void = () => undefined;

  constructor(private readonly editor: InputEditor) {}

  get file(): File {
    return this.files[this.current];
  }

  /** The place of the cursor in the file that is shown. */
  cursor(): number {
    return this.editor.view.state.selection.main.head;
  }

  sources(): Source[] {
    return this.files.map(({ name, text }) => ({ name, text }));
  }

  /** The files as they are now are what they are compared with later. */
  mark(): void {
    this.base = this.sources();
    this.onChange();
  }

  typed(text: string): void {
    this.file.text = text;
    this.onChange();
  }

  open(what: Opened): void {
    this.settings = { ...defaults, ...what.settings };
    this.place = what.place;
    this.title = what.title;
    this.base = what.base ?? what.files.map((file) => ({ ...file }));
    const shown = Math.min(what.current ?? 0, what.files.length - 1);
    this.files = what.files.map((file, i) => ({ ...file, sheet: this.editor.sheet(file.text, i === shown ? what.cursor : 0) }));
    this.current = shown;
    this.display();
  }

  snapshot(): Snapshot {
    this.keepSheet();
    return { files: this.files.map((file) => ({ ...file })), current: this.current, settings: { ...this.settings }, place: this.place, title: this.title, base: this.base };
  }

  restore(snapshot: Snapshot): void {
    Object.assign(this, snapshot);
    this.display();
    this.onChange();
  }

  show(index: number): void {
    if (index === this.current) return;
    this.keepSheet();
    this.current = index;
    this.display();
  }

  add(file: Source): void {
    this.keepSheet();
    this.files.push({ name: this.nameFor(file.name, -1), text: file.text, sheet: this.editor.sheet(file.text) });
    this.current = this.files.length - 1;
    this.display();
    this.editor.view.focus();
    this.onChange();
  }

  /** Replaces a file's text so that it can be undone in the editor; adds the file when there is none of the name. */
  put(file: Source): void {
    const index = this.files.findIndex((other) => other.name === file.name);
    if (index < 0) return this.add(file);
    this.show(index);
    this.editor.replace(file.text);
  }

  rename(index: number, name: string): void {
    this.files[index].name = this.nameFor(name, index);
    this.onShow();
    this.onChange();
  }

  remove(index: number): void {
    if (this.files.length === 1) return;
    this.keepSheet();
    this.files.splice(index, 1);
    if (this.current > index || this.current === this.files.length) this.current--;
    this.display();
    this.onChange();
  }

  nameFor(wanted: string, index: number): string {
    let name = wanted;
    for (let n = 2; this.files.some((file, i) => i !== index && file.name === name); n++) name = wanted.replace(/(\.\w+)?$/, `-${n}$1`);
    return name;
  }

  private keepSheet(): void {
    if (this.file) this.file.sheet = this.editor.taken();
  }

  private display(): void {
    this.editor.show(this.file.sheet);
    this.onShow();
  }
}
