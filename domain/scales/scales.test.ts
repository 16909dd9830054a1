import { describe, expect, it } from 'vitest';
import { hasLoincCheckDigit } from '#domain/loinc';
import { fitsAge, LANGUAGES, type Scale } from '#domain/scale';
import { missingThresholds, DEFAULT_THRESHOLDS } from '#domain/thresholds';
import { unlicensedTexts, usableIn } from '#domain/wording';
import { findScale, SCALES } from './index.ts';
import { PHQ_9 } from './phq-9.ts';
import { PHQ_A, PHQ_A_WITH_ASQ } from './phq-a.ts';

const named = SCALES.map((scale) => [`${scale.id} ${scale.version}`, scale] as const);

function loincCodes(scale: Scale): readonly string[] {
  const items = scale.items.flatMap(({ loinc, options }) => [loinc, ...options.map((option) => option.loinc)]);
  return [scale.loinc?.panel, scale.loinc?.total, ...items].filter((code) => code !== undefined);
}

describe.each(named)('%s as data', (_, scale) => {
  it('numbers its items from 1 without a gap and points only at items it has', () => {
    expect(scale.items.map(({ n }) => n)).toEqual(scale.items.map((__, i) => i + 1));
    for (const { item } of scale.criticals) expect(scale.items.some(({ n }) => n === item)).toBe(true);
  });

  it('has a band for every total from least to greatest, without overlap', () => {
    if (scale.scoring.kind === 'outcome') return;
    const greatest = 3 * scale.items.filter(({ counts }) => counts).length;
    for (const bands of Object.values(scale.scoring.bands)) {
      expect(bands[0]?.from).toBe(0);
      expect(bands.at(-1)?.to).toBe(greatest);
      for (const [i, band] of bands.slice(1).entries()) expect(band.from).toBe((bands[i]?.to ?? Number.NaN) + 1);
    }
  });

  it('has a licence notice with its source and day, and holds only text that the licence lets in', () => {
    expect(scale.licence.notice.length).toBeGreaterThan(40);
    expect(scale.licence.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(unlicensedTexts(scale)).toEqual([]);
  });

  it('T41: carries only LOINC codes with a right check digit', () => {
    expect(loincCodes(scale).filter((code) => !hasLoincCheckDigit(code))).toEqual([]);
  });

  it('N21: has a floor for every outcome and every critical answer in the default thresholds', () => {
    expect(missingThresholds(scale, DEFAULT_THRESHOLDS)).toEqual([]);
  });

  it('is refused to real students in every language until its wording is confirmed', () => {
    for (const language of LANGUAGES) expect(usableIn(scale, language, { demo: false })).toBe('wordingUnverified');
  });
});

describe('licence gate', () => {
  it('reports every text of a rules-only instrument', () => {
    const texts = unlicensedTexts({ ...PHQ_9, textPolicy: 'rules-only' });
    expect(texts).toContain('/items/8/text');
    expect(texts).toContain('/items/0/options/3/text');
    expect(texts).toContain('/instruction');
    expect(unlicensedTexts({ ...PHQ_9, textPolicy: 'registered' })).toEqual(texts);
  });

  it('lets a rules-only instrument without text in, and offers it to nobody', () => {
    const options = [0, 1].map((value) => ({ value, text: {} }));
    const bare: Scale = {
      ...PHQ_9,
      textPolicy: 'rules-only',
      instruction: {},
      items: [{ n: 1, text: {}, options, counts: true }],
    };
    expect(unlicensedTexts(bare)).toEqual([]);
    expect(usableIn(bare, 'zh-CN', { demo: true })).toBe('wordingUnverified');
  });
});

describe('wording', () => {
  it('offers the demonstration city what it has words for, and nothing else', () => {
    const usable = SCALES.map((scale) => LANGUAGES.map((language) => usableIn(scale, language, { demo: true })));
    const [both, english, none] = [
      ['ok', 'ok'],
      ['wordingUnverified', 'ok'],
      ['wordingUnverified', 'wordingUnverified'],
    ];
    expect(usable).toEqual([both, none, english, both, english]);
  });

  it('offers a confirmed wording everywhere', () => {
    const confirmed: Scale = { ...PHQ_9, verified: { 'zh-CN': true, en: false } };
    expect(usableIn(confirmed, 'zh-CN', { demo: false })).toBe('ok');
    expect(usableIn(confirmed, 'en', { demo: false })).toBe('wordingUnverified');
  });

  it('asks PHQ-A in its own order: mood, interest, sleep, appetite, energy', () => {
    const starts = PHQ_A.items.slice(0, 5).map(({ text }) => text.en?.split(/[ ,]/).slice(0, 2).join(' '));
    expect(starts).toEqual(['Feeling down', 'Little interest', 'Trouble falling', 'Poor appetite', 'Feeling tired']);
    expect(PHQ_9.items[0]?.text.en).toMatch(/^Little interest/);
    expect(PHQ_9.items[3]?.text.en).toMatch(/^Feeling tired/);
    expect(PHQ_A_WITH_ASQ.followedBy).toBe('ASQ');
  });
});

describe('finding an instrument', () => {
  it('N20, N21: takes exactly the named version and never the nearest', () => {
    expect(findScale('PHQ-9', '1')).toEqual({ scale: PHQ_9 });
    expect(findScale('PHQ-9', '2')).toEqual({ fault: 'unknownVersion' });
    expect(findScale('phq9', '1')).toEqual({ fault: 'unknownInstrument' });
    expect(findScale('constructor', '1')).toEqual({ fault: 'unknownInstrument' });
  });

  it('knows whom an instrument is for: PHQ-A from 11 to 17, ASQ from 8', () => {
    const fits = (id: string, age: number) =>
      SCALES.filter((scale) => scale.id === id).every((scale) => fitsAge(scale, age));
    expect([10, 11, 17, 18].map((age) => fits('PHQ-A', age))).toEqual([false, true, true, false]);
    expect([7, 8, 19].map((age) => fits('ASQ', age))).toEqual([false, true, true]);
  });
});

it('has no two forms of one name: whoever chooses sees which is which', () => {
  for (const language of ['zh-CN', 'en'] as const) {
    const titles = SCALES.map(({ title }) => title[language]);
    expect(new Set(titles).size).toBe(titles.length);
  }
});
