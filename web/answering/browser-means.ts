import { ask, type Question } from '#web/phone/ask.ts';
import type { Means } from './means.ts';
import { memoryStore, type Parcel, type Store } from './outbox.ts';
import type { Draft } from './sheet.ts';

const DATABASE = 'xinqiao-answering';
const TAB = 'xinqiao.code';
type Shelf = 'drafts' | 'parcels';

/** The means of a real browser. */
export function browserMeans(): Means {
  const open = openDatabase();
  return {
    drafts: shelfOf<Draft>(open, 'drafts'),
    parcels: shelfOf<Parcel>(open, 'parcels'),
    ask: (question) => {
      if (question.leaving === true) handOver(question);
      return ask(question);
    },
    now: () => Date.now(),
    later: (run, ms) => void setTimeout(run, ms),
    remember: (code) => {
      try {
        if (code === null) sessionStorage.removeItem(TAB);
        else sessionStorage.setItem(TAB, code);
      } catch {
        // A tab that keeps nothing asks for the code again.
      }
    },
    remembered: () => {
      try {
        return sessionStorage.getItem(TAB);
      } catch {
        return null;
      }
    },
  };
}

/**
 * Asks the worker to send it too: a request of a page that is being closed is lost between page and worker (seen in Chromium: none arrived once the
 * worker had claimed the page). Sent twice under one key, it is one.
 */
function handOver({ path, body, key, language }: Question): void {
  if ('serviceWorker' in navigator) navigator.serviceWorker.controller?.postMessage({ path, body, key, language });
}

/** null where the browser keeps nothing, as in some private windows. */
function openDatabase(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => {
        for (const shelf of ['drafts', 'parcels'] as const) request.result.createObjectStore(shelf);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

/** One shelf of the database. What cannot be written there is kept for as long as the page lives. */
function shelfOf<T>(open: Promise<IDBDatabase | null>, shelf: Shelf): Store<T> {
  const held = memoryStore<T>();
  return {
    async all() {
      const [lasting, own] = [await on<T[]>(open, shelf, 'readonly', (store) => store.getAll()), await held.all()];
      return [...(lasting ?? []), ...own];
    },
    async put(id, value) {
      const kept = await on(open, shelf, 'readwrite', (store) => store.put(value, id));
      if (kept === undefined) await held.put(id, value);
      else await held.drop(id);
    },
    async drop(id) {
      await on(open, shelf, 'readwrite', (store) => store.delete(id));
      await held.drop(id);
    },
  };
}

/** One transaction. Resolves with what it gave once it stands (a key, rows, or null), with undefined when it does not. */
async function on<T>(
  open: Promise<IDBDatabase | null>,
  shelf: Shelf,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest,
): Promise<T | null | undefined> {
  const database = await open;
  if (database === null) return undefined;
  return new Promise((resolve) => {
    try {
      const transaction = database.transaction(shelf, mode);
      const request = act(transaction.objectStore(shelf));
      // What a request of this store gives; its shape is what was put in.
      transaction.oncomplete = () => resolve((request.result as T | undefined) ?? null);
      transaction.onabort = () => resolve(undefined);
      transaction.onerror = () => resolve(undefined);
    } catch {
      resolve(undefined);
    }
  });
}
