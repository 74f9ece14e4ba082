// The worker of browsers.

import { platform } from './platform-browser.js';
import { serveCalls } from './renderer.js';

const answer = serveCalls(platform, (message) => self.postMessage(message));
self.onmessage = (event) => answer(event.data);
