// The command that does the same on one's own machine.

import { copy } from './clipboard';
import { button, element } from './dom';
import type { OutputFormat } from './formats';
import { showSheet } from './sheet';
import type { Workspace } from './workspace';

const quoted = (text: string) => (/^[\w./@:=+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The options of the page, as the program takes them. */
export function optionsOf({ settings }: Workspace): string[] {
  return [
    ...(settings.namespace ? ['--namespace', settings.namespace] : []), ...(settings.controller ? ['--controller', settings.controller] : []),
  ];
}

const formatArguments: Record<OutputFormat, string[]> = {
  yaml: [], json: ['-o', 'json'], ndjson: ['-o', 'ndjson'], annotated: ['--annotate'], files: ['--output-dir', 'rendered'],
};

/** The whole command without its name; `--` keeps a file that begins with a dash from being an option. */
export function argumentsOf(workspace: Workspace, format: OutputFormat): string[] {
  const going = workspace.settings.keepGoing && format !== 'files' ? ['--keep-going'] : [];
  return ['render', ...optionsOf(workspace), ...going, ...formatArguments[format], '--', ...workspace.files.map((file) => file.name)];
}

export function showCommand(workspace: Workspace, format: OutputFormat): void {
  const words = argumentsOf(workspace, format).filter((word) => word !== '--' || workspace.files.some((file) => file.name.startsWith('-')));
  const command = `agentrender ${words.map(quoted).join(' ')}`;
  const pressed = button('Copy', { class: 'primary' }, () => void copy(command, pressed));
  showSheet('The same on your machine',
    element('p', {}, 'With the files of this page in the current folder, this prints the same bytes:'),
    element('pre', { tabindex: '0', id: 'command' }, command), pressed);
}
