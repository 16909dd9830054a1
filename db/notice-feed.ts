import postgres, { type Sql } from 'postgres';

/** Hears which people have a new notice, for live connections. Lossy by nature: who listens also looks by itself now and then. */
export interface NoticeFeed {
  /** Calls `told` whenever the person has something to read, and after a lost connection came back. Returns how to stop. */
  subscribe(person: string, told: () => void): () => void;
  end(): Promise<void>;
}

const CHANNEL = 'xinqiao_notice';
const AGAIN_AFTER_MS = 1_000;

/**
 * Listens on one connection of its own, outside the lanes: LISTEN belongs to a session, not to a transaction. A client serves
 * one socket; when that is gone another one is opened, so that no statement ever waits on a dead connection.
 */
export function openNoticeFeed(url: string): NoticeFeed {
  const listeners = new Map<string, Set<() => void>>();
  const tellAll = () => {
    for (const told of [...listeners.values()].flatMap((each) => [...each])) told();
  };
  let client: Sql | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  const again = () => {
    if (ended || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      open();
    }, AGAIN_AFTER_MS);
  };
  const open = () => {
    if (ended) return;
    // The driver's own `listen` gives up when the server is away for longer than one attempt.
    const options = {
      max: 1,
      fetch_types: false,
      max_lifetime: null,
      onnotice: () => undefined,
      onclose: again,
      onnotify: (channel: string, person: string) => {
        if (channel !== CHANNEL) return;
        for (const told of listeners.get(person) ?? []) told();
      },
      connection: { application_name: 'xinqiao-notices' },
    };
    void client?.end({ timeout: 0 });
    client = postgres(url, options);
    client.unsafe(`listen ${CHANNEL}`).then(tellAll, again);
  };
  open();

  return {
    subscribe(person, told) {
      const each = listeners.get(person) ?? new Set();
      listeners.set(person, each.add(told));
      return () => {
        each.delete(told);
        if (each.size === 0) listeners.delete(person);
      };
    },
    async end() {
      ended = true;
      clearTimeout(timer);
      await client?.end({ timeout: 1 });
    },
  };
}
