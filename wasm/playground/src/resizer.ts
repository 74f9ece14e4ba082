// The line between the panes, moved by mouse, finger or arrow keys. Where it was left is kept.

import { byId } from './dom';

const least = 20;
const most = 80;

export function connectResizer(read: () => string | null, keep: (value: string) => void): void {
  const line = byId('resizer');
  const main = document.querySelector('main')!;
  const set = (percent: number): void => {
    const share = Math.min(most, Math.max(least, Math.round(percent)));
    main.style.setProperty('--left', `${share}fr`);
    main.style.setProperty('--right', `${100 - share}fr`);
    line.setAttribute('aria-valuenow', String(share));
    keep(String(share));
  };
  set(Number(read() ?? 50) || 50);
  line.onpointerdown = (event) => line.setPointerCapture(event.pointerId);
  line.onpointermove = (event) => {
    if (line.hasPointerCapture(event.pointerId)) set(100 * (event.clientX - main.offsetLeft) / main.clientWidth);
  };
  line.ondblclick = () => set(50);
  line.onkeydown = (event) => {
    const step = { ArrowLeft: -5, ArrowRight: 5, Home: -100, End: 100 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    set(Number(line.getAttribute('aria-valuenow')) + step);
  };
}
