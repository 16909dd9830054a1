import { setTimeout as pause } from 'node:timers/promises';
import type { Say } from '#tools/servers/progress';
import type { Random } from '#tools/seed/random';
import { PARTS, type PartName, type Servers } from './servers.ts';

/** What is done to the servers, in order; `gapMs` before each. */
export type Blow = { readonly gapMs: number } & (
  | { readonly kind: 'kill'; readonly part: PartName }
  | { readonly kind: 'wipeTemporal' | 'copyPostgres' | 'setPostgresBack' }
);

/**
 * Kills at random moments; a copy of the database early, the database set back in the middle, and Temporal wiped late: journeys that have ended by then
 * act no more, so that only the relay can bring their clocks back.
 */
export function blowsOf(random: Random, kills: number, gapMs: number): readonly Blow[] {
  const gap = () => Math.round(gapMs * Math.min(3, -Math.log(1 - random.next())));
  const blows: Blow[] = Array.from({ length: kills }, () => ({
    kind: 'kill',
    part: random.pick(PARTS),
    gapMs: gap(),
  }));
  const at = (from: number, to: number) => Math.floor(kills * (from + (to - from) * random.next()));
  blows.splice(at(0.75, 0.9), 0, { kind: 'wipeTemporal', gapMs: gap() });
  blows.splice(at(0.5, 0.7), 0, { kind: 'setPostgresBack', gapMs: gap() });
  blows.splice(at(0.25, 0.4), 0, { kind: 'copyPostgres', gapMs: gap() });
  return blows;
}

/** How long the blows take without what they cause, ms. */
export function spanOf(blows: readonly Blow[]): number {
  return blows.reduce((sum, { gapMs }) => sum + gapMs, 0);
}

export interface Struck {
  readonly kills: Readonly<Record<PartName, number>>;
  readonly wiped: number;
  readonly setBack: number;
}

/** Strikes blow after blow. `asking` surrounds a set-back: nobody acts meanwhile, and what came after the copy is asked again. */
export async function strike(
  servers: Servers,
  blows: readonly Blow[],
  setBack: (copiedAt: number) => Promise<void>,
  say: Say,
): Promise<Struck> {
  const kills = { postgres: 0, temporal: 0, worker: 0, server: 0 };
  let copiedAt = 0;
  let [wiped, back] = [0, 0];
  for (const blow of blows) {
    await pause(blow.gapMs);
    switch (blow.kind) {
      case 'kill':
        kills[await killOne(servers, blow.part)] += 1;
        break;
      case 'copyPostgres':
        say('  the database is copied');
        copiedAt = Date.now();
        await servers.copyPostgres();
        break;
      case 'wipeTemporal':
        say('  Temporal is wiped');
        await servers.wipeTemporal();
        wiped += 1;
        break;
      case 'setPostgresBack':
        say('  the database is set back');
        await setBack(copiedAt);
        back += 1;
        break;
      default:
        blow satisfies never;
    }
  }
  return { kills, wiped, setBack: back };
}

/** Kills this part; one that is down already is spared for the next one that is up. */
async function killOne(servers: Servers, wanted: PartName): Promise<PartName> {
  const first = PARTS.indexOf(wanted);
  for (let turn = 0; ; turn += 1) {
    const part = PARTS[(first + turn) % PARTS.length] ?? wanted;
    if (servers.kill(part)) return part;
    if (turn % PARTS.length === PARTS.length - 1) await pause(100);
  }
}
