/**
 * `npm run chaos -- --journeys 200 --kills 40 --seed 1`: journeys of pupils over HTTP while worker, API, Temporal and Postgres are killed (kill -9),
 * Temporal is wiped once and the database set back once. Every answer that a client has been given is compared with the record. Exit code 1 when
 * anything was lost, doubled, broken or late; the same seed plays the same journeys and blows.
 */
import { parseArgs } from 'node:util';
import { reportLines, sound } from './chaos/report.ts';
import { chaos, SHORT } from './chaos/run.ts';
import { sayOnTerminal } from './servers/progress.ts';

const { values } = parseArgs({
  options: {
    journeys: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** Mean milliseconds between two blows. */
    gap: { type: 'string' },
    /** The run that is part of the tests. */
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** Leaves the folder with data and logs behind. */
    keep: { type: 'boolean', default: false },
  },
});
const usual = values.short ? SHORT : { journeys: 200, kills: 40, gapMs: 4_000 };

function number(text: string | undefined, otherwise: number, least: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(value) || value < least) throw new RangeError(`${text} is no whole number from ${least}`);
  return value;
}

const report = await chaos({
  journeys: number(values.journeys, usual.journeys, 1),
  kills: number(values.kills, usual.kills, 0),
  gapMs: number(values.gap, usual.gapMs, 100),
  seed: values.seed,
  keep: values.keep,
  say: sayOnTerminal,
});
console.log(values.json ? JSON.stringify(report, null, 2) : reportLines(report).join('\n'));
process.exitCode = sound(report) ? 0 : 1;
