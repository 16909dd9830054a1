import { describe, expect, it } from 'vitest';
import { sampleReply, sampleReport, SAMPLE_TABLES } from '#tools/testing/sample-documents';
import type { Block, OfficialDocument } from './document.ts';
import { documentFaults, signingFaults } from './document-check.ts';

const [byKind] = Object.entries(SAMPLE_TABLES).map(([, table]) => table);
const withTable = (change: object) => ({ tables: { ...SAMPLE_TABLES, 'activities.byKind': { ...byKind, ...change } } });
const withBlocks = (...more: readonly object[]) => ({ blocks: [...sampleReport().blocks, ...(more as Block[])] });

/** What is wrong with the sample report once something of it is changed. */
function faultsOf(change: object): readonly string[] {
  const changed = { ...sampleReport(), ...change } as OfficialDocument;
  return documentFaults(changed).map(({ pointer, code }) => `${pointer} ${code}`);
}

it('finds nothing in the samples', () => {
  for (const document of [sampleReply(), sampleReport()]) expect(documentFaults(document)).toEqual([]);
  expect(signingFaults(sampleReply())).toEqual([]);
});

it('finds nothing in a document that a store gave back with its keys in another order', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, held]) => [key, turned(held)]),
    );
  };
  expect(documentFaults(turned(sampleReport()) as OfficialDocument)).toEqual([]);
});

const WRONG: readonly (readonly [wrong: string, change: object, found: string])[] = [
  ['a title of no line', { title: [] }, '/title textMissing'],
  ['a line end in the title', { title: ['一\n二'] }, '/title/0 characterRefused'],
  ['a year that cannot be', { number: { word: '心教', year: 26, sequence: 1 } }, '/number numberInvalid'],
  ['number nought', { number: { word: '心教', year: 2026, sequence: 0 } }, '/number numberInvalid'],
  ['a day that does not exist', { date: '2026-02-30' }, '/date dayUnknown'],
  ['half a copy', { copies: [{ to: '省教育厅', count: 0.5 }] }, '/copies/0/count numberInvalid'],
  [
    'a figure under no code',
    { figures: { ...sampleReport().figures, '7 days': { value: 1, shown: '1', unit: '' } } },
    '/figures figureMalformed',
  ],
  [
    'a figure that is no number',
    { figures: { ...sampleReport().figures, x: { value: Number.NaN, shown: '1', unit: '' } } },
    '/figures/x numberInvalid',
  ],
  [
    'a figure that shows nothing',
    { figures: { ...sampleReport().figures, x: { value: 1, shown: '', unit: '' } } },
    '/figures/x/shown textMissing',
  ],
  ['an id twice', withBlocks({ kind: 'paragraph', id: 'a1', runs: [{ text: '一' }] }), '/blocks/17/id idTwice'],
  [
    'an id with letters of another script',
    withBlocks({ kind: 'paragraph', id: '甲', runs: [{ text: '一' }] }),
    '/blocks/17/id idMalformed',
  ],
  ['a block that says nothing', withBlocks({ kind: 'paragraph', id: 'z', runs: [] }), '/blocks/17/runs/0 textMissing'],
  [
    'a figure from nowhere',
    withBlocks({ kind: 'paragraph', id: 'z', runs: [{ figure: 'x.y' }] }),
    '/blocks/17/runs/0 figureUnknown',
  ],
  [
    'a heading two levels down',
    withBlocks({ kind: 'heading', id: 'z', level: 3, runs: [{ text: '一' }] }),
    '/blocks/17/level headingSkipsLevel',
  ],
  ['a table from nowhere', withBlocks({ kind: 'table', id: 'z', table: 'x.y' }), '/blocks/17/table tableUnknown'],
  [
    'a chart of the names of its rows',
    withBlocks({ kind: 'chart', id: 'z', form: 'bar', table: 'activities.byKind', series: [0], unit: '次' }),
    '/blocks/17/series/0 columnUnknown',
  ],
  ['a row too short', withTable({ rows: [[{ text: '一' }]] }), '/tables/activities.byKind/rows/0 rowLengthWrong'],
  [
    'a sum too long',
    withTable({ total: [{ text: '一' }, { text: '' }, { text: '' }, { text: '' }] }),
    '/tables/activities.byKind/total rowLengthWrong',
  ],
  [
    'a cell from nowhere',
    withTable({ rows: [[{ text: '一' }, { figure: 'x.y' }, { text: '' }]] }),
    '/tables/activities.byKind/rows/0/1 figureUnknown',
  ],
  [
    'a table that does not say how it was counted',
    withTable({ definition: ' ' }),
    '/tables/activities.byKind/definition textMissing',
  ],
  [
    'a period that ends before it begins',
    withTable({ period: { from: '2026-01-02', to: '2026-01-01' } }),
    '/tables/activities.byKind/period dayUnknown',
  ],
];

it.each(WRONG)('a document is found wrong that has %s', (_, change, found) => {
  expect(faultsOf(change)).toEqual([found]);
});

describe('nobody can sign', () => {
  it('while parts of the form are missing, and the reply says which', () => {
    const bare = { ...sampleReply(), marks: null, signer: null, contact: null, printed: null, addressees: [] };
    expect(signingFaults(bare).map(({ pointer }) => pointer)).toEqual([
      '/marks',
      '/addressees',
      '/contact',
      '/printed',
    ]);
  });

  it('while a question stands open', () => {
    const reply = sampleReply();
    const blocks: Block[] = [...reply.blocks, { kind: 'point', id: 'q', runs: [], open: '经费安排' }];
    expect(documentFaults({ ...reply, blocks })).toEqual([]);
    expect(signingFaults({ ...reply, blocks })).toEqual([{ pointer: '/blocks/8', code: 'stillOpen' }]);
  });

  it('while a sentence claims a figure that could not be computed', () => {
    const report = sampleReport();
    expect(signingFaults(report)).toEqual([
      { pointer: '/blocks/8', code: 'figureUncomputed', figure: 'referral.days' },
    ]);
    const blocks = report.blocks.filter((_, at) => at !== 8);
    expect(signingFaults({ ...report, blocks })).toEqual([]);
  });

  it('but a draft may be signed before it has its number, its day and the name of who signs last', () => {
    const { number, ...reply } = sampleReply();
    const draft = { ...reply, number: { ...number, sequence: null }, date: null, signer: null };
    expect(signingFaults(draft)).toEqual([]);
  });
});
