import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres, { type Sql } from 'postgres';
import { openDatabase } from '#db/transaction';
import { randomOf } from '#tools/seed/random';
import { ROOT_HOME } from '#tools/servers/postgres-account';
import { type Say, secondsSince } from '#tools/servers/progress';
import { type SmallCity, TEST_MASTER_KEY } from '#tools/testing/city';
import { openStaffAccounts, prepareCity, staffOf } from './city.ts';
import { signedInClients } from './clients.ts';
import { newGate, newJourney, type Journey } from './journey.ts';
import { blowsOf, spanOf, strike, type Struck } from './killer.ts';
import { type Counts, type Ledger, newLedger } from './ledger.ts';
import { awaitQuiet, judge, type Verdict } from './oracle.ts';
import { patiently, sceneOf } from './scene.ts';
import { type Servers, startServers } from './servers.ts';
import { JOURNEYS } from './steps.ts';

export interface ChaosPlan {
  readonly journeys: number;
  readonly kills: number;
  readonly seed: string;
  /** Mean time between two blows, ms. */
  readonly gapMs: number;
  readonly say: Say;
  /** Leaves the home behind, with its logs. */
  readonly keep: boolean;
}

/** The run that is part of the tests. */
export const SHORT = { journeys: 12, kills: 6, gapMs: 1_500 } as const;

export interface Report {
  readonly seed: string;
  readonly journeys: number;
  readonly acts: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly counts: Counts;
  readonly struck: Struck;
  readonly verdict: Verdict;
  readonly seconds: number;
  readonly home: string;
}

/** Journeys that act at the same time; half of them are over before the last blows fall. */
const MOST_AT_ONCE = 24;
/**
 * Nobody acts on a journey that is over, so all of them end as cases that ring: their clocks are stretched so that a second brings as many rings however
 * many journeys there are.
 */
const stretchOf = (journeys: number) => Math.max(1, journeys / SHORT.journeys);
const atOnce = (journeys: number) => Math.min(MOST_AT_ONCE, Math.ceil(journeys / 2));

/** Plays journeys on servers that are being killed, and judges the record by what the clients were answered. */
export async function chaos(plan: ChaosPlan): Promise<Report> {
  const began = Date.now();
  const home = ownHome();
  plan.say(`  home ${home}`);
  let city: SmallCity | undefined;
  const servers = await startServers({
    home,
    masterKey: TEST_MASTER_KEY,
    prepare: async (url) => {
      city = await prepareCity(url, Math.ceil(plan.journeys / 2), stretchOf(plan.journeys));
    },
  });
  const sql = postgres(servers.databaseUrl, { max: 4, onnotice: () => undefined, connection: { TimeZone: 'UTC' } });
  try {
    if (city === undefined) throw new Error('no city was loaded');
    await servers.allUp();
    plan.say(`  everything is up after ${secondsSince(began)} s`);
    const played = await playUnderBlows(plan, servers, sql, city);
    const verdict = await judged(servers, sql, played.ledger);
    const { entries, counts } = played.ledger;
    const { seed, journeys } = plan;
    const refused = countBy(entries.flatMap(({ answer }) => (answer.recorded ? [] : [answer.code])));
    const seconds = secondsSince(began);
    return { seed, journeys, acts: entries.length, refused, counts, struck: played.struck, verdict, seconds, home };
  } finally {
    await sql.end({ timeout: 1 });
    await servers.stop();
    if (!plan.keep) rmSync(home, { recursive: true, force: true });
  }
}

/** A folder of this run that the account of Postgres can read. */
function ownHome(): string {
  const parent = process.getuid?.() === 0 ? join(ROOT_HOME, 'chaos') : tmpdir();
  mkdirSync(parent, { recursive: true, mode: 0o755 });
  const home = mkdtempSync(join(parent, 'chaos-'));
  chmodSync(home, 0o755);
  return home;
}

async function playUnderBlows(plan: ChaosPlan, servers: Servers, sql: Sql, city: SmallCity) {
  const random = randomOf(plan.seed);
  const scenes = Array.from({ length: plan.journeys }, (_, n) => sceneOf(city, sql, n));
  const staff = staffOf(
    scenes,
    city.hospitals.map(({ code }) => code),
  );
  await openStaffAccounts(servers.databaseUrl, staff);
  const ledger = newLedger(await signedInClients(servers.apiUrl, staff), random.fork('ledger'));
  const gate = newGate();
  const blows = blowsOf(random.fork('blows'), plan.kills, plan.gapMs);
  const kinds = Object.values(JOURNEYS);
  const steps = kinds.map((kind) => kind.length).reduce((sum, length) => sum + length, 0) / kinds.length;
  // As long as the blows fall, somebody is acting.
  const pauseMs = (spanOf(blows) * atOnce(plan.journeys)) / (plan.journeys * steps);
  const journeys = scenes.map((scene, n) => {
    const own = random.fork(`journey ${n}`);
    const name = `${plan.seed}/${n}`;
    return newJourney({ name, scene, steps: own.pick(kinds), ledger, gate, random: own, pauseMs });
  });
  let redone: Promise<void> | undefined;
  const setBack = async (copiedAt: number) => {
    await gate.close();
    await servers.setPostgresBack();
    // First what the record has lost, in order; nothing new before that. Meanwhile the blows go on.
    redone = inTurns(journeys, (journey) => journey.redo(copiedAt)).then(gate.open);
  };
  const [struck] = await Promise.all([
    strike(servers, blows, setBack, plan.say),
    inTurns(journeys, (journey) => journey.play()),
  ]);
  await redone;
  return { ledger, struck };
}

async function inTurns(journeys: readonly Journey[], work: (journey: Journey) => Promise<void>): Promise<void> {
  const waiting = [...journeys];
  const walker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: atOnce(journeys.length) }, walker));
}

async function judged(servers: Servers, sql: Sql, ledger: Ledger): Promise<Verdict> {
  await servers.allUp();
  const quiet = await patiently(() => awaitQuiet(sql));
  await servers.stopOne('server');
  await servers.stopOne('worker');
  const auditor = openDatabase(servers.databaseUrl, { size: 2, role: 'auditor', applicationName: 'oracle' });
  try {
    return { ...quiet, ...(await judge(sql, auditor, ledger.entries)) };
  } finally {
    await auditor.end();
  }
}

function countBy(codes: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
