// Elements without markup in strings: what a file is called or says is always text.

type Child = Node | string;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Record<string, string> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function button(text: string, attributes: Record<string, string>, done: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, text);
  made.onclick = done;
  return made;
}

export function byId<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

/** "1 error", "2 errors". */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

export function fill(select: HTMLSelectElement, options: [value: string, text: string][]): void {
  const chosen = select.value;
  select.replaceChildren(...options.map(([value, text]) => element('option', { value }, text)));
  if (options.some(([value]) => value === chosen)) select.value = chosen;
}

/** One of the tabs of a list is selected; the others are out of the order of Tab. */
export function selectTab(tab: HTMLElement, on: boolean): void {
  tab.setAttribute('aria-selected', String(on));
  tab.tabIndex = on ? 0 : -1;
}

/** Counts in the page what has been done, for whoever waits for it. */
export function countDone(what: 'rendered' | 'compared'): void {
  const { dataset } = document.documentElement;
  dataset[what] = String(Number(dataset[what] ?? 0) + 1);
}

/** Arrow keys move between the tabs of a list, as the ARIA pattern has it. */
export function tabKeys(list: HTMLElement): void {
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]:not([hidden])')];
    const index = (tabs.indexOf(document.activeElement as HTMLElement) + step + tabs.length) % tabs.length;
    if (!tabs.includes(document.activeElement as HTMLElement)) return;
    tabs[index].click();
    list.querySelectorAll<HTMLElement>('[role=tab]:not([hidden])')[index].focus();
  });
}
