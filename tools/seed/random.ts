import { createHash } from 'node:crypto';

/** A seeded source of numbers. The same seed gives the same city on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** A whole number from 0 to `count` - 1. */
  readonly below: (count: number) => number;
  readonly chance: (probability: number) => boolean;
  /** One of a list that must not be empty. */
  readonly pick: <T>(list: readonly T[]) => T;
  /** An index drawn by weights; they need not add up to 1. */
  readonly weighted: (weights: readonly number[]) => number;
  /** A standard normal deviate. */
  readonly normal: () => number;
  /** A shuffled copy. */
  readonly shuffled: <T>(list: readonly T[]) => T[];
  /** An independent source: what one part draws does not shift another part. */
  readonly fork: (name: string) => Random;
}

/** Four 32-bit words of state, mixed by Chris Doty-Humphrey's sfc32 (public domain). */
function sfc32(state: Uint32Array): () => number {
  return () => {
    const [a = 0, b = 0, c = 0, counter = 0] = state;
    const sum = (a + b + counter) | 0;
    state[0] = b ^ (b >>> 9);
    state[1] = (c + (c << 3)) | 0;
    state[2] = ((c << 21) | (c >>> 11)) + sum;
    state[3] = counter + 1;
    return (sum >>> 0) / 2 ** 32;
  };
}

export function randomOf(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest();
  const next = sfc32(Uint32Array.from([0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset))));
  const below = (count: number) => Math.floor(next() * count);
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[below(list.length)] as T;
  };
  return {
    next,
    below,
    pick,
    chance: (probability) => next() < probability,
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const index = weights.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      return index < 0 ? weights.length - 1 : index;
    },
    // Box and Muller; 1 - next() is never 0.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    shuffled: <T>(list: readonly T[]): T[] => {
      const copy = [...list];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
      }
      return copy;
    },
    fork: (name) => randomOf(`${seed}/${name}`),
  };
}

/** A UUID (version 8 of RFC 9562) that depends on seed and key alone, not on what was made before it. */
export function idOf(seed: string, key: string): string {
  const bytes = createHash('sha256').update(`${seed}\n${key}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
