// Serves the page from a cache: all files of the first load are taken in, under the name of the build. The page has just
// loaded them, and their names change with their content, so the browser's own cache gives them: nothing is fetched twice.
const cacheName = 'agentrender-' + "VERSION";
const files = ["FILES"];

async function install() {
  const cache = await caches.open(cacheName);
  await Promise.all(files.map(async (name) => {
    const response = await fetch(new Request(name, { cache: name === './' ? 'no-cache' : 'force-cache' }));
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    await cache.put(name, response);
  }));
  await self.skipWaiting();
}
self.addEventListener('install', (event) => event.waitUntil(install()));

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('agentrender-') && name !== cacheName) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith((async () => {
    const cache = await caches.open(cacheName);
    const found = await cache.match(request, { ignoreSearch: true });
    if (found) return found;
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  })());
});
