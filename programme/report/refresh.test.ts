import { expect, it } from 'vitest';
import { sampleReport } from '#tools/testing/sample-documents';
import { editBlock } from '#programme/document-edit';
import { addBlock, dropBlock } from './own-blocks.ts';
import { isOwn, movedFigures, refreshed } from './refresh.ts';

const report = sampleReport();
const [first] = Object.keys(report.figures);
if (first === undefined) throw new Error('a sample without figures');
const moved = { ...report.figures, [first]: { value: 1, shown: '1', unit: '次' } };

it('finds exactly the figures that differ in value, in how they are shown, or in being there', () => {
  expect(movedFigures(report.figures, report.figures)).toEqual([]);
  expect(movedFigures(report.figures, moved)).toEqual([{ code: first, was: report.figures[first], now: moved[first] }]);
  const { [first]: gone, ...left } = report.figures;
  expect(movedFigures(report.figures, left)).toEqual([{ code: first, was: gone, now: null }]);
  expect(movedFigures(left, report.figures)).toEqual([{ code: first, was: null, now: gone }]);
});

it('keeps what people wrote when figures are counted anew', () => {
  const added = addBlock(report, { after: report.blocks[0]?.id ?? '', kind: 'point', text: '继续加强。' });
  if (!('document' in added)) throw new Error('not added');
  const fresh = refreshed(added.document, { ...report, figures: moved });
  expect(fresh.blocks).toEqual(added.document.blocks);
  expect(fresh.figures).toEqual(moved);
});

it('draws the blocks anew when records come to a report that had none, around what people wrote', () => {
  const empty = {
    ...report,
    tables: {},
    blocks: [
      { kind: 'paragraph' as const, id: 'empty', runs: [{ text: '没有记录。' }] },
      { kind: 'paragraph' as const, id: 'own-1', runs: [{ text: '另作说明。' }] },
    ],
  };
  const fresh = refreshed(empty, report);
  expect(fresh.blocks.map(({ id }) => id)).toEqual([...report.blocks.map(({ id }) => id), 'own-1']);
});

it('lets a person add, rewrite and drop a paragraph of their own, and drop none of ours', () => {
  const after = report.blocks.at(-1)?.id ?? '';
  const one = addBlock(report, { after, kind: 'paragraph', text: '一' });
  if (!('document' in one)) throw new Error('not added');
  const two = addBlock(one.document, { after: 'own-1', kind: 'point', text: `二{{${first}}}` });
  if (!('document' in two)) throw new Error('not added');
  expect(two.document.blocks.slice(-2).map(({ id }) => id)).toEqual(['own-1', 'own-2']);
  expect(editBlock(two.document, 'own-1', '改')).toHaveProperty('document');
  expect(dropBlock(two.document, 'own-2')).toEqual({ document: one.document });
  expect(dropBlock(report, after)).toEqual({ faults: [{ pointer: '/block', code: 'notEditable' }] });
  expect(dropBlock(report, 'own-9')).toEqual({ faults: [{ pointer: '/block', code: 'noSuchBlock' }] });
  expect(addBlock(report, { after: 'x', kind: 'point', text: '一' })).toHaveProperty('faults');
  expect(addBlock(report, { after, kind: 'point', text: '{{not.there}}' })).toEqual({
    faults: [{ pointer: '/text', code: 'figureUnknown', figure: 'not.there' }],
  });
  expect(isOwn('own-x')).toBe(false);
});
