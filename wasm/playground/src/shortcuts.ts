// The list of shortcuts.

import { element } from './dom';
import { showSheet } from './sheet';

const mod = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';

const shortcuts: [string, string][] = [
  [`${mod}+Space`, 'complete a field or a value'],
  [`${mod}+F`, 'search in the editor that has the focus'],
  [`${mod}+Z, ${mod}+Shift+Z`, 'undo, redo'],
  ['Shift+Alt+F', 'format the file'],
  [`${mod}+/`, 'comment the lines, or take the comment away'],
  ['Alt+↑, Alt+↓', 'move the line'],
  ['F8', 'the next problem in the file'],
  [`${mod}+Shift+[, ${mod}+Shift+]`, 'fold, unfold'],
  ['Esc, then Tab', 'leave an editor'],
  ['F2, Delete', 'on the name of a file: rename it, remove it'],
  ['←, →', 'on a tab: the next one; on the line between the panes: move it'],
  ['?', 'this list, outside an editor'],
];

export function showShortcuts(): void {
  showSheet('Shortcuts', element('table', { class: 'keys' }, element('tbody', {}, ...shortcuts.map(([keys, what]) =>
    element('tr', {}, element('th', { scope: 'row' }, ...keys.split(', ').flatMap((key, i) => [...(i > 0 ? [' '] : []), element('kbd', {}, key)])), element('td', {}, what))))));
}
