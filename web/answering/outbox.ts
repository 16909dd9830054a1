/** What a phone has to tell the server, kept until the server has it. */
export interface Parcel {
  /** One place for each thing that is told: a newer parcel replaces an older one that has not left. */
  readonly id: string;
  /** The pupil's code: what goes out is bound to it, whoever holds the phone meanwhile. */
  readonly code: string;
  readonly kind: 'now' | 'soFar' | 'sheet' | 'decline';
  /** Idempotency key, made once: sent twice, it counts once. */
  readonly key: string;
  readonly body: unknown;
  /** Epoch ms before which it waits, so that a slip of the finger can be taken back. */
  readonly notBefore: number;
  /** The code with which the server has refused it for good. It stays, and is not sent again by itself. */
  readonly refused?: string;
  /** Epoch ms of that refusal. */
  readonly refusedAt?: number;
}

/** Where parcels and drafts lie; a browser's store, or a memory where there is none. */
export interface Store<T> {
  all(): Promise<readonly T[]>;
  put(id: string, value: T): Promise<void>;
  drop(id: string): Promise<void>;
}

export type Delivery = { readonly is: 'sent' | 'later' } | { readonly is: 'refused'; readonly code: string };

const URGENCY = ['now', 'soFar', 'sheet', 'decline'] as const satisfies readonly Parcel['kind'][];
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;
/** What the server will not have lies as long as a draft does: for a teacher to be told of, not for ever. */
const REFUSED_KEPT_MS = 24 * 3_600_000;

export interface Sending {
  readonly store: Store<Parcel>;
  send(parcel: Parcel): Promise<Delivery>;
  /** Hears of each parcel that the server has answered for good. */
  settled(parcel: Parcel, delivery: Delivery): void;
  now(): number;
}

/** A queue that loses nothing: a parcel is dropped only after the server has it, and only if it is still the one that was sent. */
export class Outbox {
  private readonly sending: Sending;
  private failures = 0;
  private running: Promise<number | null> | null = null;
  private again = false;

  constructor(sending: Sending) {
    this.sending = sending;
  }

  put(parcel: Parcel): Promise<void> {
    return this.sending.store.put(parcel.id, parcel);
  }

  /** Takes back what has not left yet. False: it is gone already. */
  async takeBack(id: string): Promise<boolean> {
    const { store, now } = this.sending;
    const kept = (await store.all()).find((parcel) => parcel.id === id);
    if (kept === undefined || kept.notBefore <= now()) return false;
    await store.drop(id);
    return true;
  }

  /** What is still to be sent of a code. */
  async waiting(code: string): Promise<readonly Parcel[]> {
    return (await this.sending.store.all()).filter((parcel) => parcel.code === code);
  }

  /** What was refused for good goes out once more, since somebody asks for it. */
  async tryAgain(id: string): Promise<void> {
    const { store } = this.sending;
    const kept = (await store.all()).find((parcel) => parcel.id === id);
    if (kept === undefined) return;
    const { refused: _refused, refusedAt: _at, ...parcel } = kept;
    await store.put(id, parcel);
  }

  /** Clears away what was refused for good too long ago. */
  async clearOld(): Promise<void> {
    const { store, now } = this.sending;
    for (const { id, refused, refusedAt = 0 } of await store.all())
      if (refused !== undefined && now() - refusedAt > REFUSED_KEPT_MS) await store.drop(id);
  }

  /** Sends what may leave now, the most urgent first; ms after which to ask again, null = nothing is left to be sent. */
  flush(): Promise<number | null> {
    // One at a time: whoever asks meanwhile gets one more round, not a second sender.
    if (this.running !== null) {
      this.again = true;
      return this.running;
    }
    this.running = this.rounds().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async rounds(): Promise<number | null> {
    let wait: number | null;
    do {
      this.again = false;
      wait = await this.round();
    } while (this.again);
    return wait;
  }

  private async round(): Promise<number | null> {
    const { store, now } = this.sending;
    const ready = (await store.all()).filter(({ refused }) => refused === undefined).sort(byUrgency);
    let soonest: number | null = null;
    for (const parcel of ready) {
      const wait = parcel.notBefore - now();
      if (wait > 0) soonest = Math.min(soonest ?? wait, wait);
      else if (!(await this.deliver(parcel))) {
        this.failures += 1;
        return Math.min(FIRST_WAIT_MS * 2 ** (this.failures - 1), LONGEST_WAIT_MS);
      } else this.failures = 0;
    }
    return soonest;
  }

  private async deliver(parcel: Parcel): Promise<boolean> {
    const { store, send, settled, now } = this.sending;
    const delivery = await send(parcel);
    if (delivery.is === 'later') return false;
    const kept = (await store.all()).find(({ id }) => id === parcel.id);
    if (kept?.key === parcel.key) {
      if (delivery.is === 'sent') await store.drop(parcel.id);
      else if (delivery.is === 'refused')
        await store.put(parcel.id, { ...parcel, refused: delivery.code, refusedAt: now() });
    }
    settled(parcel, delivery);
    return true;
  }
}

function byUrgency(a: Parcel, b: Parcel): number {
  return URGENCY.indexOf(a.kind) - URGENCY.indexOf(b.kind) || a.notBefore - b.notBefore;
}

/** A store for phones that keep nothing (private windows, full disks), and for tests. */
export function memoryStore<T>(): Store<T> {
  const kept = new Map<string, T>();
  return {
    all: async () => [...kept.values()],
    put: async (id, value) => void kept.set(id, value),
    drop: async (id) => void kept.delete(id),
  };
}
