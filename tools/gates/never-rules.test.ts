import { describe, expect, it } from 'vitest';
import { hygiene } from './hygiene.ts';
import { projectFiles } from './project-files.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
/** The must-never rules of the engine; each is held by at least one test whose name begins with its id. */
const HELD = 'N01 N02 N03 N04 N05 N06 N07 N10 N11 N13 N15 N16 N19 N21 N23 N24 N25'.split(' ');
/** Published test vectors of the instruments that the engine scores: input and expected result, one test each. */
const VECTORS = 'T01 T03 T04 T05 T06 T07 T09 T10 T11 T12 T41'.split(' ');
const NAMED = /^\s*(?:(?:it|describe)(?:\.each)?\b.*?|\]\)\(\s*)?['"`]([NT]\d\d(?:, [NT]\d\d)*):/gm;

const files = projectFiles(ROOT);

const named = files
  .filter(({ path }) => path.endsWith('.test.ts'))
  .flatMap(({ text }) => [...text.matchAll(NAMED)].flatMap(([, ids = '']) => ids.split(', ')));

describe('the published test vectors', () => {
  it.each(VECTORS)('%s has a test of its name', (id) => {
    expect(named).toContain(id);
  });
});

describe('the rules that may never be broken', () => {
  it.each(HELD)('%s has a test of its name', (id) => {
    expect(named).toContain(id);
  });

  it('N23: nothing in tests, demos and examples has the form of somebody’s mobile number or leads to the machine it was made on', () => {
    // Mobile numbers of the mainland: eleven digits from 13 to 19.
    const mobile = /(?<!\d)1[3-9]\d{9}(?!\d)/;
    const ours = files.filter(({ path }) => /\.test\.ts$|^tools\/|^examples\//.test(path) && !path.endsWith('.json'));
    const found = ours.filter(({ text }) => mobile.test(text)).map(({ path }) => path);
    expect(found).toEqual([]);
    expect(hygiene.find(files)).toEqual([]);
  });
});
