import { expect, it } from 'vitest';
import { sampleReport } from '#tools/testing/sample-documents';
import { madeApart } from './made-apart.ts';
import { wordOf } from './word.ts';
import { workbookOf } from './workbook.ts';

const SLOW = 120_000; // two processes, each of which loads everything anew

it('makes the bytes that would be made here, and goes on after a document that cannot be made', {
  timeout: SLOW,
}, async () => {
  const document = sampleReport();
  const told: number[] = [];
  const [broken, made] = await Promise.allSettled([
    madeApart({ ...document, figures: {} }, ['word']),
    madeApart(document, ['word', 'workbook'], (count) => told.push(count)),
  ]);
  expect(broken).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('holds no figure') } });
  if (made.status !== 'fulfilled') expect.fail('nothing was made');
  const [word, workbook] = made.value;
  expect(word?.equals(await wordOf(document))).toBe(true);
  expect(workbook?.equals(await workbookOf(document))).toBe(true);
  expect(told).toEqual([1, 2]);
});

it('has another process try when the first takes too long', { timeout: SLOW }, async () => {
  const document = sampleReport();
  const [word] = await madeApart(document, ['word'], undefined, 1);
  expect(word?.equals(await wordOf(document))).toBe(true);
});
