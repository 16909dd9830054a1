import postgres, { type Sql } from 'postgres';
import type { StreamKind } from '#domain/stream';

/** Streams that one commit moved: those of one place, or those on which one person owes something, owed it until now or is called to it. */
export type Move = { readonly ids: readonly string[] } & (
  | { readonly kind: StreamKind; readonly path: string; readonly org: string | null }
  | { readonly person: string }
);

/** Who hears of moved streams. */
export interface Follower {
  /** In the order of commits. */
  moved(move: Move): void;
  /** Something may have been missed: the connection is new. */
  missed(): void;
}

/** Hears which people have a new notice and which streams moved, for live connections. Lossy by nature: who listens also looks by itself now and then. */
export interface NoticeFeed {
  /** Calls `told` whenever the person has something to read, and after a lost connection came back. Returns how to stop. */
  subscribe(person: string, told: () => void): () => void;
  /** Hears every move. Returns how to stop. */
  follow(follower: Follower): () => void;
  end(): Promise<void>;
}

const NOTICED = 'xinqiao_notice';
const MOVED = 'xinqiao_moved';
const AGAIN_AFTER_MS = 1_000;

/** One connection of its own, outside the lanes: LISTEN belongs to a session, not to a transaction. */
export function openNoticeFeed(url: string): NoticeFeed {
  const listeners = new Map<string, Set<() => void>>();
  const followers = new Set<Follower>();
  const end = listening(url, {
    [NOTICED]: (person) => {
      for (const told of listeners.get(person) ?? []) told();
    },
    [MOVED]: (move) => {
      const moved = JSON.parse(move) as Move; // as app.tell_moves and app.tell_people write it
      for (const follower of followers) follower.moved(moved);
    },
    begun: () => {
      for (const told of [...listeners.values()].flatMap((each) => [...each])) told();
      for (const follower of followers) follower.missed();
    },
  });
  return {
    subscribe(person, told) {
      const each = listeners.get(person) ?? new Set();
      listeners.set(person, each.add(told));
      return () => {
        each.delete(told);
        if (each.size === 0) listeners.delete(person);
      };
    },
    follow(follower) {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    end,
  };
}

type Ears = Readonly<Record<typeof NOTICED | typeof MOVED, (payload: string) => void>> & { readonly begun: () => void };

/** A client serves one socket; when that is gone another one is opened, so that no statement ever waits on a dead connection. Gives back how to end. */
function listening(url: string, ears: Ears): () => Promise<void> {
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
      onnotify: (channel: string, payload: string) => {
        if (channel === NOTICED || channel === MOVED) ears[channel](payload);
      },
      connection: { application_name: 'xinqiao-notices' },
    };
    void client?.end({ timeout: 0 });
    client = postgres(url, options);
    // Simple protocol: two statements in one text.
    client.unsafe(`listen ${NOTICED}; listen ${MOVED}`).then(ears.begun, again);
  };
  open();

  return async () => {
    ended = true;
    clearTimeout(timer);
    await client?.end({ timeout: 1 });
  };
}
