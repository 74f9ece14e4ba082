// Which pane and which view of the result is shown. Side by side there are two panes; on a phone there is one.

import { byId, selectTab, tabKeys } from './dom';

export type View = 'input' | 'manifests' | 'picture' | 'compare';

const results = ['manifests', 'picture', 'compare'] as const;

export class Views {
  result: (typeof results)[number] = 'manifests';

  constructor(private readonly shown: (view: View) => void) {
    byId('pane-input').onclick = () => this.show('input');
    for (const view of results) {
      byId(`tab-${view}`).onclick = () => this.show(view);
      byId(`pane-${view}`).onclick = () => this.show(view);
    }
    for (const id of ['panes', 'views']) tabKeys(byId(id));
  }

  show(view: View): void {
    document.querySelector('main')!.dataset.pane = view === 'input' ? 'input' : 'result';
    for (const tab of ['input', ...results] as const) selectTab(byId(`pane-${tab}`), tab === view);
    if (view !== 'input') this.showResult(view);
    this.shown(view);
  }

  private showResult(view: (typeof results)[number]): void {
    this.result = view;
    for (const other of results) {
      selectTab(byId(`tab-${other}`), other === view);
      byId(other).hidden = other !== view;
    }
    byId('manifest-tools').hidden = view !== 'manifests';
    byId('picture-tools').hidden = view !== 'picture';
    byId('compare-tools').hidden = view !== 'compare';
    document.querySelector<HTMLElement>('.stack')!.hidden = view !== 'manifests';
    byId('origin').hidden = view !== 'manifests';
  }
}
