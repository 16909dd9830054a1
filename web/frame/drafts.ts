import { useEffect, useRef, useState } from 'react';
import { now } from './clock.ts';
import { useMe } from './session.ts';

/* What somebody is typing, kept on this machine until it is sent: sealed with a key that no script can read out, theirs alone, gone after a day. */

const BASE = 'xinqiao-drafts';
const KEPT_MS = 86_400_000;
const PAUSE_MS = 800;

interface Kept {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  readonly at: number;
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(BASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('keys');
      asked.result.createObjectStore('drafts');
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error('no storage'));
  });
}

async function within<T>(
  store: 'keys' | 'drafts',
  mode: IDBTransactionMode,
  work: (at: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const asked = work(base.transaction(store, mode).objectStore(store));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error ?? new Error('no storage'));
    });
  } finally {
    base.close();
  }
}

async function key(): Promise<CryptoKey> {
  const kept = await within<CryptoKey | undefined>('keys', 'readonly', (store) => store.get('drafts'));
  if (kept !== undefined) return kept;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await within('keys', 'readwrite', (store) => store.put(made, 'drafts'));
  return made;
}

async function keep(name: string, value: unknown): Promise<number> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await key(), bytes);
  const at = now();
  await within('drafts', 'readwrite', (store) => store.put({ iv, sealed, at } satisfies Kept, name));
  return at;
}

async function find(name: string): Promise<unknown> {
  const kept = await within<Kept | undefined>('drafts', 'readonly', (store) => store.get(name));
  if (kept === undefined) return null;
  const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: kept.iv }, await key(), kept.sealed);
  return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
}

/** Also what nobody came back to: a form that is never opened again would keep its words for ever. */
async function dropOld(): Promise<void> {
  const names = await within<IDBValidKey[]>('drafts', 'readonly', (store) => store.getAllKeys());
  for (const name of names) {
    const kept = await within<Kept | undefined>('drafts', 'readonly', (store) => store.get(name));
    if (kept !== undefined && now() - kept.at > KEPT_MS) await drop(name);
  }
}

async function drop(name: IDBValidKey): Promise<void> {
  await within('drafts', 'readwrite', (store) => store.delete(name));
}

/** Nothing of this person stays on the machine. */
export function forgetDrafts(): Promise<unknown> {
  return within('drafts', 'readwrite', (store) => store.clear()).catch(() => undefined);
}

/**
 * A draft of whoever is signed in, under a name of codes and ids: what was kept of it (null: nothing, or no storage here), when it was last kept, and how
 * to keep or drop it. Writes are paced; whoever leaves the form within the pause leaves nothing behind unkept.
 */
export function useDraft<T>(form: string) {
  const name = `${useMe().person}/${form}`;
  const [found, setFound] = useState<T | null | undefined>(undefined);
  const [keptAt, setKeptAt] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const unkept = useRef<(() => void) | null>(null);
  useEffect(() => {
    const looked = dropOld().then(() => find(name));
    looked.then(
      (value) => setFound(value as T | null), // sealed here by keep()
      () => setFound(null),
    );
    return () => unkept.current?.();
  }, [name]);
  const forget = () => {
    clearTimeout(timer.current);
    unkept.current = null;
  };
  return {
    found,
    keptAt,
    keep: (value: T) => {
      forget();
      const write = () => {
        forget();
        void keep(name, value).then(setKeptAt, () => undefined);
      };
      unkept.current = write;
      timer.current = setTimeout(write, PAUSE_MS);
    },
    drop: () => {
      forget();
      setKeptAt(null);
      void drop(name).catch(() => undefined);
    },
  };
}
