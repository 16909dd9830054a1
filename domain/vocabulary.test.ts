import { describe, expect, it } from 'vitest';
import { GUARDIAN_ASKED } from './asked-consent.ts';
import { CRITICAL_TITLES, reasonText } from './floor-reasons.ts';
import { FLOOR_REASONS } from './floor.ts';
import { LABEL_SCHEMES, LEVELS, levelLabel, schemeTitle } from './level.ts';
import { LANGUAGES, type Language, type Scale } from './scale.ts';
import { SCALES } from './scales/index.ts';
import { SIGN_TITLES } from './sign.ts';
import { forbiddenWords } from './vocabulary.ts';

/** Everything an instrument says in our own words; the wording of its author is excepted. */
function ownTexts(scale: Scale, language: Language): readonly string[] {
  const scores =
    scale.scoring.kind === 'sum'
      ? Object.values(scale.scoring.bands).flat()
      : [...scale.scoring.outcomes, scale.scoring.otherwise];
  const titles = [scale, ...scores, ...scale.subscales].map(({ title }) => title[language]);
  return [...titles, scale.recall[language], scale.licence.notice];
}

const reasons = FLOOR_REASONS.map((code) => ({ code, level: 'L2', item: 9, value: 1, sign: 'means' }) as const);

describe.each(LANGUAGES)('N01: own words in %s', (language) => {
  it('of instruments name no disorder', () => {
    expect(SCALES.flatMap((scale) => ownTexts(scale, language)).flatMap(forbiddenWords)).toEqual([]);
  });

  it('of reasons, signs and critical meanings name no disorder', () => {
    const titles = [...Object.values(SIGN_TITLES), ...Object.values(CRITICAL_TITLES)].map((title) => title[language]);
    const sentences = reasons.map((reason) => reasonText(reason, language));
    expect([...titles, ...sentences].flatMap(forbiddenWords)).toEqual([]);
  });

  it('of what guardians are asked name no disorder', () => {
    const asked = Object.values(GUARDIAN_ASKED).flatMap(({ title, lines }) => [title, ...lines]);
    expect(asked.map((line) => line[language]).flatMap(forbiddenWords)).toEqual([]);
  });

  it('of levels name no disorder', () => {
    const labels = LABEL_SCHEMES.flatMap((scheme) => LEVELS.map((level) => levelLabel(level, scheme, language)));
    const schemes = LABEL_SCHEMES.map((scheme) => schemeTitle(scheme, language));
    expect([...labels, ...schemes].flatMap(forbiddenWords)).toEqual([]);
  });

  it('fill every place of a sentence', () => {
    for (const reason of reasons) expect(reasonText(reason, language)).not.toMatch(/[{}]|undefined/);
  });
});

describe('forbidden words', () => {
  it.each(['诊断为抑郁症', '焦虑障碍', '疑似精神分裂', 'depression', 'Anxiety disorder', 'ICD F32.1', 'the patient'])(
    'finds some in %s',
    (text) => {
      expect(forbiddenWords(text)).not.toEqual([]);
    },
  );

  it.each(['筛查结果，建议进一步评估', 'screening result, further assessment advised', '情绪低落', 'Form 32'])(
    'finds none in %s',
    (text) => {
      expect(forbiddenWords(text)).toEqual([]);
    },
  );
});
