// The result: manifests with what is stale, problems, what can be downloaded, and the line of status.

import type { Result } from './api';
import { copy } from './clipboard';
import { formatNames, formed, zipOf, type Formed, type OutputFormat } from './formats';
import { byId, counted, element, fill } from './dom';
import { agentsOf, allStale, compose, nothing, staleText, type Manifests } from './manifests';
import type { Origins } from './origins';
import type { Outline } from './outline';
import type { OutputEditor } from './output-editor';
import type { Workspace } from './workspace';

type Output = Pick<Result, 'output' | 'bytes'>;
const empty: Output = { output: '', bytes: 0 };

/** What a download or a copy gives; `why` when there is none. */
interface Offer {
  output: Output;
  label: string;
  name: string;
  why: string;
}

const sizeText = (bytes: number) =>
  bytes < 1000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

export class ResultPane {
  shown: Manifests = nothing;
  result: Result | null = null;
  private good: Output = empty; // the last without an error
  private folded = false;
  private other: Formed | null = null; // the output in another format than YAML
  private asked = 0;
  private outdated = ''; // why what is shown is of an older input

  constructor(private readonly output: OutputEditor, private readonly origins: Origins, private readonly outline: Outline,
    private readonly workspace: Workspace) {
    fill(byId('output-format'), Object.entries(formatNames));
    byId('output-format').onchange = () => this.form();
    byId('fold').onclick = () => this.fold();
    byId('copy').onclick = (event) => void copy(this.other?.shown.text ?? this.offer().output.output, event.currentTarget as HTMLButtonElement);
    byId('download').onclick = () => void this.download();
  }

  /** Of other files: nothing of these is left. */
  reset(): void {
    this.shown = nothing;
    this.good = empty;
    this.result = null;
    this.outdated = '';
    if (this.folded) this.fold();
  }

  get errors(): number {
    return this.result?.problems.filter((p) => p.severity === 'error').length ?? 0;
  }

  show(result: Result): void {
    this.result = result;
    this.outdated = '';
    this.shown = compose(this.shown, result);
    if (this.errors === 0) this.good = result;
    if (this.format === 'yaml') this.showText(this.shown);
    else this.form();
    this.showState();
  }

  /** The newest input was not rendered. */
  outdate(why: string): void {
    if (this.shown.text === '') return;
    this.outdated = why;
    this.shown = allStale(this.shown);
    if (this.format === 'yaml') this.showText(this.shown);
    this.showState();
  }

  get format(): OutputFormat {
    return byId<HTMLSelectElement>('output-format').value as OutputFormat;
  }

  private showText(shown: Manifests): void {
    this.output.show(shown);
    this.origins.show(shown, this.result?.rules ?? []);
    this.outline.show(shown.objects);
  }

  /** Shows the output in the format that is chosen. What another format has no text for leaves the last one. */
  private form(): void {
    const { format } = this;
    const asked = ++this.asked;
    if (format === 'yaml') {
      this.other = null;
      this.showText(this.shown);
      this.showState();
      return;
    }
    const done = (what: Formed | null, why: string): void => {
      if (asked !== this.asked) return;
      if (what) this.showText((this.other = what).shown);
      this.showState();
      if (!what) this.sayStale(`${formatNames[format]}: ${why}`);
    };
    void formed(this.workspace, format).then((what) => done(what, ''), (error: Error) => done(null, error.message));
  }

  private sayStale(text: string): void {
    byId('stale').hidden = text === '';
    if (byId('stale').textContent !== text) byId('stale').textContent = text;
  }

  /** A thousand options take their time: they are made when the menu is shown. */
  fillAgents(): void {
    fill(byId('agents'), [...agentsOf(this.shown.objects)]);
  }

  showState(): void {
    this.sayStale(this.outdated ? `${this.outdated}: showing the previous result` : staleText(this.shown, this.errors));
    const offer = this.offer();
    for (const id of ['download', 'copy']) byId<HTMLButtonElement>(id).disabled = offer.why !== '';
    byId('download').textContent = offer.label;
    byId('download').title = offer.why || `${offer.name}, ${sizeText(offer.output.bytes)}`;
    byId('copy').title = offer.why || offer.name;
    this.showStatus();
  }

  /** The words do not change with each key, so that a screen reader is not made to read numbers; those stand beside. */
  private showStatus(): void {
    const { result } = this;
    if (!result) return;
    const what = this.errors > 0 ? `${counted(this.errors, 'error')}; ` : '';
    const text = `${what}${result.rendered} of ${counted(result.agents, 'Agent')} rendered, ${counted(result.objects.length, 'object')}`;
    if (byId('status').textContent !== text) byId('status').textContent = text;
    byId('speed').textContent = result.milliseconds === undefined ? '' : `in ${result.milliseconds.toFixed(1)} ms`;
  }

  private offer(): Offer {
    const { result } = this;
    if (!result || (this.errors === 0 && result.output === '')) return { output: empty, label: 'Download', name: '', why: 'There is no manifest yet' };
    if (this.errors === 0 && !this.outdated) return { output: result, label: `Download ${counted(result.objects.length, 'object')}`, name: 'manifests.yaml', why: '' };
    if (this.workspace.settings.keepGoing && result.output !== '' && !this.outdated) {
      return { output: result, label: `Download what has no error`, name: 'manifests-without-errors.yaml', why: '' };
    }
    if (this.good.output !== '') return { output: this.good, label: 'Download previous result', name: 'manifests-previous.yaml', why: '' };
    return { output: empty, label: 'Download', name: '', why: `There is nothing to download: ${counted(this.errors, 'error')}` };
  }

  private async download(): Promise<void> {
    const { output: { output: text }, name } = this.offer();
    if (this.other && this.errors === 0) {
      save(this.format === 'files' ? await zipOf(this.other.written) : new Blob([this.other.shown.text], { type: 'application/octet-stream' }), this.other.name);
      return;
    }
    if (text !== '') save(new Blob([text], { type: 'application/yaml' }), name);
  }

  private fold(): void {
    this.folded = !this.folded;
    if (this.folded) this.output.foldAll();
    else this.output.unfoldAll();
    byId('fold').textContent = this.folded ? 'Unfold all' : 'Fold all';
  }
}

export function save(blob: Blob, name: string): void {
  const link = element('a', { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
