// Puts a text on the clipboard and says so on the button that was pressed.

export async function copy(text: string, pressed: HTMLButtonElement): Promise<boolean> {
  const label = pressed.textContent;
  const done = await navigator.clipboard.writeText(text).then(() => true, () => false);
  pressed.textContent = done ? 'Copied' : 'Not copied: the browser forbids it';
  setTimeout(() => (pressed.textContent = label), 2000);
  return done;
}
