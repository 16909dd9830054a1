import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical } from './canonical.ts';
import { type ChainRow, GENESIS, link, verifyChain } from './chain.ts';

const STREAM = '00000000-0000-4000-8000-000000000001';

function rowsOf(count: number): ChainRow[] {
  let prev: Buffer = GENESIS;
  return Array.from({ length: count }, (_unused, index) => {
    const version = index + 1;
    const own = { version, type: `fact${index % 3}`, at: 1_790_000_000_000 + index, actor: 'clock' };
    const { bytes, hash } = link(prev, {
      stream: STREAM,
      kind: 'case',
      policy: 1,
      fact: { type: own.type, n: index },
      ...own,
    });
    const row = { ...own, bytes, prev, hash };
    prev = hash;
    return row;
  });
}

const headOf = (rows: readonly ChainRow[]) => ({ version: rows.length, hash: rows.at(-1)?.hash ?? GENESIS });

it('writes one text for one value, whatever the order of its keys', () => {
  expect(canonical({ b: [1, 'é', null], a: { d: true, c: '\n' }, u: undefined })).toBe(
    '{"a":{"c":"\\n","d":true},"b":[1,"é",null]}',
  );
  expect(() => canonical({ n: 0.5 })).toThrow(TypeError);
});

it('keeps its golden vector: the hash of the first fact never changes', () => {
  const { bytes, hash } = link(GENESIS, {
    stream: STREAM,
    kind: 'case',
    version: 1,
    type: 'caseOpened',
    at: 1_790_000_000_000,
    actor: 'system',
    policy: 1,
    fact: { type: 'caseOpened' },
  });
  expect(bytes.toString()).toBe(
    `{"actor":"system","at":1790000000000,"fact":{"type":"caseOpened"},"kind":"case","policy":1,"prev":"${'0'.repeat(64)}","stream":"${STREAM}","suite":1,"type":"caseOpened","version":1}`,
  );
  expect(hash).toEqual(createHash('sha256').update(bytes).digest());
  expect(hash.toString('hex')).toMatchInlineSnapshot(
    `"1aabaeb93237ee3c67db68ee3b7160b09c81fa1b6192c398793f33f7606502a6"`,
  );
});

it('finds nothing wrong with a chain as it was written', () => {
  for (const count of [0, 1, 2, 40]) {
    const rows = rowsOf(count);
    expect(verifyChain(STREAM, rows, headOf(rows))).toBeUndefined();
  }
});

type Mutation = (rows: ChainRow[], at: number) => ChainRow[];
const MUTATIONS: Readonly<Record<string, Mutation>> = {
  changesBytes: (rows, at) =>
    rows.with(at, { ...row(rows, at), bytes: Buffer.concat([row(rows, at).bytes, Buffer.from(' ')]) }),
  changesTime: (rows, at) => rows.with(at, { ...row(rows, at), at: row(rows, at).at + 1 }),
  changesActor: (rows, at) => rows.with(at, { ...row(rows, at), actor: 'somebody' }),
  changesType: (rows, at) => rows.with(at, { ...row(rows, at), type: 'other' }),
  removes: (rows, at) => rows.toSpliced(at, 1),
  removesAndRenumbers: (rows, at) => rows.toSpliced(at, 1).map((one, index) => ({ ...one, version: index + 1 })),
  doubles: (rows, at) => rows.toSpliced(at, 0, row(rows, at)),
  swaps: (rows, at) =>
    at === 0
      ? []
      : rows.with(at, { ...row(rows, at - 1), version: at + 1 }).with(at - 1, { ...row(rows, at), version: at }),
  rewritesFromHere: (rows, at) => {
    const forged = rows.slice(0, at);
    let prev: Buffer = forged.at(-1)?.hash ?? GENESIS;
    for (const old of rows.slice(at)) {
      const { version, type, at: when, actor } = old;
      const { bytes, hash } = link(prev, {
        stream: STREAM,
        kind: 'case',
        version,
        type,
        at: when,
        actor,
        policy: 2,
        fact: { type },
      });
      forged.push({ ...old, bytes, prev, hash });
      prev = hash;
    }
    return forged;
  },
};

function row(rows: readonly ChainRow[], at: number): ChainRow {
  const found = rows[at];
  if (found === undefined) throw new RangeError('no such row');
  return found;
}

it('finds each of 900 changes, removals, insertions and swaps', () => {
  for (const [name, mutate] of Object.entries(MUTATIONS)) {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(), (count, seed) => {
        const rows = rowsOf(count);
        expect(verifyChain(STREAM, mutate([...rows], seed % count), headOf(rows)), name).toBeDefined();
      }),
      { numRuns: 100 },
    );
  }
});
