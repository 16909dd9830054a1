/* Lets the page open again where there is no network: its shell and its files, nothing that anybody has said. */

/** What a worker of this kind has, as far as it is used here: the library of the page's own types has no room for both. */
interface Worker {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', hear: (event: Waiting) => void): void;
  addEventListener(kind: 'fetch', hear: (event: Asked) => void): void;
  addEventListener(kind: 'message', hear: (event: HandedOver) => void): void;
}
interface Waiting {
  waitUntil(done: Promise<unknown>): void;
}
/** What a page that is being closed could not be sure to send itself. */
interface HandedOver extends Waiting {
  readonly data: { readonly path: string; readonly body: unknown; readonly key: string; readonly language: string };
}
interface Asked {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = globalThis as unknown as Worker;
const SHELF = 'xinqiao-page-1';
/** One place for the shell: the address with a code in it is kept nowhere. */
const SHELL = '/s/';
/** A network that is there and does not answer. */
const PATIENCE_MS = 4_000;

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.clients.claim());
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || !pathname.startsWith(SHELL)) return;
  if (request.mode === 'navigate') event.respondWith(shell(request));
  else if (pathname.startsWith('/s/assets/')) event.respondWith(file(request));
});

worker.addEventListener('message', (event) => {
  const { path, body, key, language } = event.data;
  const headers = { 'content-type': 'application/json', 'accept-language': language, 'idempotency-key': key };
  const sent = fetch(path, { method: 'POST', headers, credentials: 'omit', body: JSON.stringify(body) });
  // What does not arrive lies in the outbox for the next opening.
  event.waitUntil(sent.catch(() => undefined));
});

/** The shell and every file that it names. */
async function keepShell(): Promise<void> {
  const shelf = await caches.open(SHELF);
  const answer = await fetch(SHELL, { cache: 'no-store' });
  if (!answer.ok) return;
  const named = (await answer.clone().text()).match(/\/s\/assets\/[\w.-]+/g) ?? [];
  await shelf.addAll([...new Set(named)]);
  await shelf.put(SHELL, answer);
}

/** From the server as long as it answers, and soon. What a broken server or a gateway says instead has no help lines on it. */
async function shell(request: Request): Promise<Response> {
  const asked = fetch(request);
  const kept = await caches.match(SHELL);
  if (kept === undefined) return asked;
  try {
    const answer = await Promise.race([asked, soon()]);
    // Sent on to a page of the network itself, as where one signs in to it.
    if (answer.type === 'opaqueredirect') return answer;
    if (!answer.ok) return kept;
    void keepShell().catch(() => undefined);
    return answer;
  } catch {
    return kept;
  }
}

/** Rejects once a pupil has looked at nothing for long enough. */
function soon(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('slow')), PATIENCE_MS));
}

/** Names carry a hash of the content: what is kept is right. */
async function file(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) void (await caches.open(SHELF)).put(request, answer.clone());
  return answer;
}
