// Two revisions of the files, or two versions of the controller: what changes, which line causes it, and whether the Pod
// restarts. It is what `agentrender diff` says, beside the text.

import { optionsOf } from './command';
import { button, byId, countDone, counted, element, fill } from './dom';
import { program, type Ran } from './program';
import { releases, standard } from './releases';
import type { Problem } from './api';
import type { Workspace } from './workspace';

interface Cause {
  file?: string;
  line?: number;
  column?: number;
  rule?: string;
  side?: 'before' | 'after';
  controllerChanges?: { since: string; what: string }[];
}

interface Change {
  path: string;
  change: 'added' | 'removed' | 'changed';
  restarts: boolean;
  before?: { value: unknown };
  after?: { value: unknown };
  cause?: Cause;
}

interface Report {
  restarts: number;
  agents: { namespace?: string; name: string; change: string; pod: string; objects: { kind: string; name: string; change: string; changes?: Change[] }[] }[];
}

// As many fields of an object as are listed.
const mostChanges = 200;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 1).replace(/\n\s*/g, ' '));

export class Compare {
  private asked = 0;

  constructor(private readonly workspace: Workspace, private readonly goTo: (problem: Problem) => void) {
    for (const id of ['compare-old', 'compare-new']) fill(byId(id), releases.map((release) => [release, release]));
    byId<HTMLSelectElement>('compare-old').value = standard;
    byId<HTMLSelectElement>('compare-new').value = releases.at(-1)!;
    for (const id of ['compare-what', 'compare-old', 'compare-new']) byId(id).onchange = () => void this.show();
    byId('compare-mark').onclick = () => {
      this.workspace.mark();
      void this.show();
    };
  }

  private get upgrade(): boolean {
    return byId<HTMLSelectElement>('compare-what').value === 'controller';
  }

  /** Compares again, when it is shown. */
  async show(): Promise<void> {
    for (const id of ['compare-versions', 'compare-mark']) byId(id).hidden = (id === 'compare-versions') !== this.upgrade;
    if (byId('compare').hidden) return;
    const asked = ++this.asked;
    byId('compare').setAttribute('aria-busy', 'true');
    const content = await this.run().then((ran) => this.content(ran), (error: Error) => [element('p', { class: 'error' }, `This cannot be compared: ${error.message}.`)]);
    if (asked !== this.asked) return;
    byId('compare').removeAttribute('aria-busy');
    byId('compare').replaceChildren(...content);
    countDone('compared');
  }

  private run(): Promise<Ran> {
    const now = this.workspace.sources();
    if (this.upgrade) {
      const versions = `${byId<HTMLSelectElement>('compare-old').value}..${byId<HTMLSelectElement>('compare-new').value}`;
      const { namespace } = this.workspace.settings;
      return program(['diff', '-o', 'json', '--controller', versions, ...(namespace ? ['--namespace', namespace] : []), 'new'], inside('new', now));
    }
    return program(['diff', '-o', 'json', ...optionsOf(this.workspace), 'old', 'new'], [...inside('old', this.workspace.base), ...inside('new', now)]);
  }

  private content(ran: Ran): HTMLElement[] {
    if (ran.status === 2) {
      const why = ran.stderr.trim().replaceAll(/\bnew\/|\bold\//g, '');
      return [element('p', {}, 'The two cannot be compared while there are errors:'), element('pre', { tabindex: '0' }, why)];
    }
    const report = JSON.parse(ran.stdout) as Report;
    const agents = report.agents.filter((agent) => agent.change !== 'same' && agent.objects.length > 0);
    if (agents.length === 0) return [element('p', { class: 'summary' }, 'Nothing changes.')];
    const summary = `${counted(agents.length, 'Agent')} ${agents.length === 1 ? 'changes' : 'change'}; ${report.restarts === 0 ? 'no Pod restarts' : report.restarts === 1 ? '1 Pod restarts' : `${report.restarts} Pods restart`}.`;
    return [element('p', { class: 'summary' }, summary), ...agents.map((agent) => this.agent(agent))];
  }

  private agent(agent: Report['agents'][number]): HTMLElement {
    const name = agent.namespace ? `${agent.namespace}/${agent.name}` : agent.name;
    const pod = agent.pod === 'restarts' ? 'the Pod restarts' : agent.change === 'changed' ? 'the Pod does not restart' : agent.change;
    return element('section', {}, element('h3', {}, `Agent ${name} `, badge(pod, agent.pod === 'restarts')),
      ...agent.objects.map((object) => element('div', {}, element('h4', {}, `${object.kind} ${object.name}${object.change === 'changed' ? '' : ` (${object.change})`}`),
        element('ul', { class: 'changes' }, ...(object.changes ?? []).slice(0, mostChanges).map((change) => this.change(change))),
        ...((object.changes?.length ?? 0) > mostChanges ? [element('p', { class: 'quiet' }, `and ${object.changes!.length - mostChanges} more`)] : []))));
  }

  private change(change: Change): HTMLElement {
    const values = [
      ...(change.before ? [element('del', {}, textOf(change.before.value))] : []), ...(change.after ? [element('ins', {}, textOf(change.after.value))] : []),
    ];
    return element('li', {}, element('code', {}, change.path), ' ', ...(change.restarts ? [badge('restarts the Pod', true)] : []),
      element('div', { class: 'values' }, ...values), ...this.cause(change.cause));
  }

  private cause(cause: Cause | undefined): HTMLElement[] {
    const shown: HTMLElement[] = (cause?.controllerChanges ?? []).map(({ since, what }) => element('div', { class: 'quiet' }, `since ${since}: ${what}`));
    if (!cause?.file || !cause.line) return cause?.rule && shown.length === 0 ? [element('div', { class: 'quiet' }, `by ${cause.rule}`)] : shown;
    const file = cause.file.replace(/^(old|new)\//, '');
    const place = `${file}:${cause.line}:${cause.column}`;
    if (cause.side === 'before' && !this.upgrade) return [...shown, element('div', { class: 'quiet' }, `← ${place} of the older revision`)];
    const problem: Problem = { severity: 'info', code: '', message: '', file, line: cause.line };
    return [...shown, button(`← ${place}${cause.rule ? ` (${cause.rule})` : ''}`, { class: 'place' }, () => this.goTo(problem))];
  }
}

const inside = (folder: string, files: { name: string; text: string }[]) => files.map(({ name, text }) => ({ name: `${folder}/${name}`, text }));
const badge = (text: string, strong: boolean) => element('span', { class: strong ? 'badge strong' : 'badge' }, text);
