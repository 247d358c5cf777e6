// Keeps the shell on the phone: its page and its files, nothing that is about anybody. A new version is fetched whole beside
// the old one, and takes over when it is complete.
const CACHE = 'kangcheng-phone-' + '{version}';
const FILES = [{files}];

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll(FILES.map((file) => new Request(file, { cache: 'reload', credentials: 'omit' })));
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith('kangcheng-phone-') && name !== CACHE) await caches.delete(name);
    }
    await self.clients.claim();
  })());
});

// The shell comes from the phone; everything else (sign-in, synchronisation) is the network's.
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin || !FILES.includes(url.pathname)) return;
  event.respondWith((async () => (await caches.match(url.pathname, { cacheName: CACHE })) ?? fetch(event.request))());
});
