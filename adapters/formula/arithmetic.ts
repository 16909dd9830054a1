import { Stop } from './stop.ts';

/** Beyond this a double no longer holds every whole number and a figure of a bureau is a mistake. */
const MOST = 1e15;

/** The number itself; a Stop when it is too large to be meant. */
export function within(value: number, at: number): number {
  if (!(Math.abs(value) <= MOST)) throw new Stop('outOfRange', at);
  return value;
}

export function divided(part: number, whole: number, at: number): number {
  if (whole === 0) throw new Stop('divisionByZero', at);
  return within(part / whole, at);
}

/** As people compare: twelve digits, so that 3 * 0.3 reaches 0.9 and no unit misses a mark by the seventeenth. */
export const comparable = (value: number): number => Number(value.toPrecision(12));

/** 四舍五入: halves away from zero, by the decimal that is written rather than by its nearest double (1.005 is 1.01). */
function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return (Math.sign(value) * Math.round(Number((Math.abs(value) * scale).toPrecision(15)))) / scale;
}

function clamped(value: number, low: number, high: number, at: number): number {
  if (low > high) throw new Stop('clampReversed', at);
  return Math.min(Math.max(value, low), high);
}

/** What a function takes and gives; `at` is where it stands. Every value is worked out before it is called. */
interface Callable {
  readonly least: number;
  readonly most: number;
  readonly run: (values: readonly number[], at: number) => number;
}

const DIGITS = 6;

export const FUNCTIONS: ReadonlyMap<string, Callable> = new Map([
  ['min', { least: 2, most: 8, run: (values) => Math.min(...values) }],
  ['max', { least: 2, most: 8, run: (values) => Math.max(...values) }],
  ['clamp', { least: 3, most: 3, run: ([value = 0, low = 0, high = 0], at) => clamped(value, low, high, at) }],
  [
    'round',
    {
      least: 1,
      most: 2,
      run: ([value = 0, digits = 0], at) => {
        if (!Number.isInteger(digits) || digits < 0 || digits > DIGITS) throw new Stop('outOfRange', at);
        return rounded(value, digits);
      },
    },
  ],
  ['ratio', { least: 2, most: 2, run: ([part = 0, whole = 0], at) => divided(part, whole, at) }],
] as const satisfies readonly (readonly [string, Callable])[]);
