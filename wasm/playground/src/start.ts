// The script of both pages: starts the worker, and then the page itself, which is fetched at the same time.

import { begin } from './early';
import { openDrafts } from './store';

const embedded = document.documentElement.dataset.page === 'embedded';

function ready(): Promise<void> {
  return new Promise((resolve) => (document.readyState === 'loading' ? addEventListener('DOMContentLoaded', () => resolve()) : resolve()));
}

/** A browser that keeps nothing is told of by the page. */
function openDraftsSoon(): void {
  try {
    openDrafts().catch(() => undefined);
  } catch {
    // the same
  }
}

async function start(): Promise<void> {
  // A host that cannot send frame-ancestors does not keep others from framing the playground: then it shows nothing.
  if (!embedded && window.top !== window) {
    await ready();
    const link = document.createElement('a');
    document.body.replaceChildren(Object.assign(link, { href: location.href, target: '_blank', rel: 'noopener', textContent: 'Open the playground' }));
    return;
  }
  begin();
  if (!embedded) openDraftsSoon();
  await ready();
  await (embedded ? import('./embed') : import('./main'));
}
void start();
