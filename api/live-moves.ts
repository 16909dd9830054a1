import type { Asker } from './asker.ts';
import { standingSessions } from './auth/standing.ts';
import type { Parts } from './parts.ts';
import type { Move } from '#db/notice-feed';
import { type InSight, streamsInSight } from '#db/queries/in-sight';
import type { Context } from '#db/transaction';

/** Somebody at an open screen. */
export interface LiveLine {
  readonly asker: Asker;
  /** Hash of the session's token. */
  readonly session: string;
  /** `streams`: moved, and in the asker's sight now. `own`: duties that are theirs, or were until now, are among what moved. */
  moved(told: { readonly streams: readonly InSight[]; readonly own: boolean }): void;
  /** Something may have moved: look again. */
  missed(): void;
  /** The session or the appointment is over. */
  end(): void;
}

export interface Moves {
  /** Tells this line from now on. Returns how to stop. */
  join(line: LiveLine): () => void;
  stop(): void;
}

/** Between two rounds, ms: what moved meanwhile is asked about together. */
const ROUND_MS = 250;
const AFTER_A_FAULT_MS = 2_000;
/** More in one round is told as `missed`: an import moves thousands, and nobody reads a list of them. */
const MOST_IDS = 2_000;
const MOST_TOLD = 100;

/** Gathers what commits moved and tells each line what is in its sight, a round at a time, so that however many acts there are, nobody is asked about more than four times a second. */
export function followMoves(parts: Pick<Parts, 'db' | 'clock' | 'feed'>): Moves {
  const lines = new Set<LiveLine>();
  let heard: Move[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running = false;

  const soon = (afterMs: number) => {
    if (running || timer !== undefined || heard.length === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      void round();
    }, afterMs);
    timer.unref();
  };
  const round = async () => {
    const moves = heard;
    heard = [];
    running = true;
    let pause = ROUND_MS;
    try {
      await tellRound(parts, lines, moves);
    } catch {
      // A database that is away or busy: asked about once more, later.
      heard = [...moves, ...heard];
      pause = AFTER_A_FAULT_MS;
    }
    running = false;
    soon(pause);
  };
  const leave = parts.feed?.follow({
    moved: (move) => {
      if (lines.size === 0) return;
      heard.push(move);
      soon(0);
    },
    missed: () => {
      for (const line of lines) line.missed();
    },
  });
  return {
    join(line) {
      lines.add(line);
      return () => lines.delete(line);
    },
    stop() {
      leave?.();
      clearTimeout(timer);
      heard = [];
      lines.clear();
    },
  };
}

type Wanted = Pick<Parts, 'db' | 'clock'>;

async function tellRound(parts: Wanted, lines: ReadonlySet<LiveLine>, moves: readonly Move[]): Promise<void> {
  if (moves.reduce((sum, { ids }) => sum + ids.length, 0) > MOST_IDS) {
    for (const line of lines) line.missed();
    return;
  }
  const concerned = [...lines].flatMap((line) => {
    const { near, own } = idsFor(line.asker, moves);
    return near.length + own.length === 0 ? [] : [{ line, near, own }];
  });
  if (concerned.length === 0) return;
  const at = await parts.clock.now();
  const standing = await standingSessions(parts, [...new Set(concerned.map(({ line }) => line.session))], at);
  const seen = new Map<string, Promise<readonly InSight[]>>();
  for (const { line, near, own } of concerned) {
    if (!stands(line, standing)) {
      line.end();
      continue;
    }
    const { role, path, org, person } = line.asker;
    const place = await once(seen, JSON.stringify([role, path, org]), () => sight(parts, { role, path, org }, near));
    // A duty opens a stream to its holder wherever they are.
    const beyond = own.filter((id) => !place.some((one) => one.id === id));
    const streams = [...place, ...(await sight(parts, { role, path, org, person }, beyond))];
    if (streams.length > MOST_TOLD) line.missed();
    else if (streams.length > 0 || own.length > 0) line.moved({ streams, own: own.length > 0 });
  }
}

/** What may concern somebody by place, and what by name. Too much is harmless: they are told what they may see of it. */
function idsFor({ person, path, org }: Asker, moves: readonly Move[]) {
  const near = new Set<string>();
  const own = new Set<string>();
  for (const move of moves) {
    if ('person' in move) {
      if (move.person === person) for (const id of move.ids) own.add(id);
    } else if (
      move.path.startsWith(path) ||
      move.org === org ||
      // A campaign reaches down to the schools that answer it.
      (move.kind === 'campaign' && path.startsWith(move.path))
    )
      for (const id of move.ids) near.add(id);
  }
  return { near: [...near], own: [...own] };
}

/** The session is there, and the appointment in it is what it was when the line was opened. */
export function stands({ session, asker }: LiveLine, standing: Awaited<ReturnType<typeof standingSessions>>): boolean {
  const { appointment, role, org, path } = asker;
  const held = standing.get(session)?.find((each) => each.appointment === appointment);
  return held !== undefined && held.role === role && held.org === org && held.path === path;
}

function sight({ db }: Wanted, context: Context, ids: readonly string[]): Promise<readonly InSight[]> {
  return ids.length === 0 ? Promise.resolve([]) : db.transaction(context, (tx) => streamsInSight(tx, ids));
}

function once<T>(made: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = made.get(key) ?? make();
  made.set(key, found);
  return found;
}
