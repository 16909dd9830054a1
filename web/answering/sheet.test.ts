import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeAt, codeIn, grouped } from './code.ts';
import {
  after,
  answersOf,
  BEGINNING,
  codeOf,
  type Draft,
  type Form,
  type Happening,
  isFresh,
  passedOver,
  saidSoFar,
  type Scene,
} from './sheet.ts';

const CODE = 'ABCDEFGHJKLM';
const FORM: Form = {
  state: 'open',
  recall: '过去两周',
  instruction: null,
  instrument: 'X',
  version: '1',
  notice: '…',
  items: [1, 2, 9].map((n) => ({ n, text: `Q${n}`, options: [0, 1, 2].map((value) => ({ value, text: `${value}` })) })),
};

const play = (...happenings: Happening[]): Scene => happenings.reduce(after, BEGINNING);
const typed: Happening = { is: 'typed', code: CODE };
const form = (more: Partial<Form> = {}): Happening => ({
  is: 'form',
  form: { ...FORM, ...more },
  language: 'zh-CN',
  at: 1,
});
const chose = (answer: number | null | 'refused'): Happening => ({ is: 'chose', answer, at: 2 });
const on: Happening = { is: 'went', by: 1 };

function draftOf(scene: Scene): Draft {
  if (scene.name !== 'question' && scene.name !== 'look') throw new Error(scene.name);
  return scene.draft;
}

describe('the sheet on a phone', () => {
  it('goes one question a screen, back as well, and ends on a look back', () => {
    const scene = play(typed, form(), chose(2), on, on, { is: 'went', by: -1 }, chose('refused'), on, on);
    expect(scene.name).toBe('look');
    expect(passedOver(draftOf(scene))).toEqual([9]);
    expect(answersOf(draftOf(scene))).toEqual({ 1: 2, 2: 'refused', 9: null });
    expect(after(scene, { is: 'wentTo', place: 2 })).toMatchObject({ name: 'question', draft: { at: 2 } });
  });

  it('asks before the first question, and takes a no for a no until somebody thinks again', () => {
    const asks = play(typed, form({ state: 'asksAssent', items: [] }));
    expect(asks.name).toBe('asks');
    const no = after(asks, { is: 'refusedIt' });
    expect(no).toMatchObject({ name: 'held', why: 'refused' });
    expect(after(no, form({ state: 'refused', items: [] })).name).toBe('asks');
    expect(play(typed, form({ state: 'asksAssent', items: [] }), { is: 'agreed' }, form()).name).toBe('question');
  });

  it.each(['awaitsConsent', 'notYet', 'answered', 'closed', 'refused'])(
    'says why there is no question: %s',
    (state) => {
      expect(play(typed, form({ state, items: [] }))).toMatchObject({ name: 'held', why: state });
    },
  );

  it.each(['something of a later version', 'open'])('shows no empty form (%s)', (state) => {
    expect(play(typed, form({ state, items: [] }))).toMatchObject({ name: 'held', why: 'notReady' });
  });

  it('keeps every answer when the language changes, and takes no other form for the same', () => {
    const begun = play(typed, form(), chose(1), on);
    const english = after(begun, { is: 'form', form: { ...FORM, recall: 'two weeks' }, language: 'en', at: 3 });
    expect(draftOf(english)).toMatchObject({ answers: { 1: 1 }, at: 1, language: 'en', form: { recall: 'two weeks' } });
    expect(after(begun, form({ version: '2' }))).toBe(begun);
  });
});

describe('the end of a sheet', () => {
  it('hands in once: a second tap changes nothing', () => {
    const handed = after(play(typed, form(), on, on, on), { is: 'handedIn' });
    expect(handed).toEqual({ name: 'handing', code: CODE, failed: null });
    expect(after(handed, { is: 'handedIn' })).toBe(handed);
    expect(after(handed, chose(1))).toBe(handed);
    expect(after(handed, { is: 'taken' })).toEqual({ name: 'thanks', code: CODE });
  });

  it('N07: ends the same whatever was answered, with nothing of the answers left', () => {
    const ends = [0, 1, 2, 'refused', null].map((answer) => {
      const scene = play(typed, form(), chose(answer as number), on, chose(answer as number), on, on);
      return after(after(scene, { is: 'handedIn' }), { is: 'taken' });
    });
    expect(new Set(ends.map((end) => JSON.stringify(end))).size).toBe(1);
  });

  it('says again why it was not taken until somebody tries once more, and then waits anew', () => {
    const handed = after(play(typed, form(), on, on, on), { is: 'handedIn' });
    const failed = after(handed, { is: 'notTaken', code: 'unknownVersion' });
    expect(failed).toEqual({ name: 'handing', code: CODE, failed: 'unknownVersion' });
    expect(after(failed, { is: 'triedAgain' })).toEqual(handed);
  });

  it('never loses an answer or leaves the sheet by walking about', () => {
    const move = fc.oneof(
      fc.constantFrom<Happening>(on, { is: 'went', by: -1 }, { is: 'away' }, { is: 'agreed' }, { is: 'taken' }),
      fc.integer({ min: -3, max: 9 }).map((place): Happening => ({ is: 'wentTo', place })),
    );
    fc.assert(
      fc.property(fc.array(move), (moves) => {
        const scene = moves.reduce(after, play(typed, form(), chose(2), on, chose(1)));
        expect(draftOf(scene).answers).toEqual({ 1: 2, 2: 1 });
        expect(codeOf(scene)).toBe(CODE);
      }),
    );
  });

  it('lets nobody find after a day what another pupil began', () => {
    const draft = { ...draftOf(play(typed, form())), touchedAt: 1_000 };
    const day = 24 * 3_600_000;
    expect([isFresh(draft, 2_000), isFresh(draft, 1_000 + day), isFresh(draft, -day * 2)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('a sheet that is left', () => {
  it('shows nothing of the questions to whoever finds a page that was left', () => {
    const left = after(play(typed, form(), chose(2), on), { is: 'rested' });
    expect(left).toEqual({ name: 'code', fault: 'rested' });
    expect(codeOf(left)).toBe(null);
  });

  it('tells what was answered so far without what was passed over, and nothing where nothing was answered', () => {
    const begun = play(typed, form(), chose(2), on, chose('refused'));
    expect(saidSoFar(begun, 7)).toEqual({
      code: CODE,
      body: { version: '1', answers: { 1: 2, 2: 'refused' }, answeredAt: 7 },
    });
    expect([saidSoFar(play(typed, form(), on), 7), saidSoFar(play(typed), 7)]).toEqual([null, null]);
  });
});

describe('a code', () => {
  it.each(['abcd-efgh-jklm', ' ABCD EFGH JKLM ', 'ＡＢＣＤ－ＥＦＧＨ－ＪＫＬＭ', 'abcdefghjklm'])(
    'is read from %s',
    (given) => {
      expect(codeIn(given)).toBe(CODE);
    },
  );

  it.each(['', 'ABCD', 'ABCD-EFGH-JKL0', '<script>', 'ABCDEFGHJKLMN'])('is not read from %s', (given) => {
    expect(codeIn(given)).toBe(null);
  });

  it('is found in an address, and nothing else is', () => {
    expect(['/s/', '/s', `/s/${CODE}`, '/s/abcd-efgh-jklm/', '/s/%E0%A4%A', '/s/assets/x.js'].map(codeAt)).toEqual([
      null,
      null,
      CODE,
      CODE,
      null,
      null,
    ]);
    expect(grouped(CODE)).toBe('ABCD-EFGH-JKLM');
  });
});
