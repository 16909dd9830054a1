import type { Band, BandSets } from '#domain/scale';

const MINIMAL: Band = { code: 'minimal', from: 0, to: 4, title: { 'zh-CN': '极轻', en: 'minimal' } };
const MILD: Band = { code: 'mild', from: 5, to: 9, title: { 'zh-CN': '轻度', en: 'mild' } };
const MODERATE: Band = { code: 'moderate', from: 10, to: 14, title: { 'zh-CN': '中度', en: 'moderate' } };

/** PHQ-9 manual: 0-4, 5-9, 10-14, 15-19, 20-27. PHQ-A uses the same. */
export const PHQ_BANDS: BandSets = {
  published: [
    MINIMAL,
    MILD,
    MODERATE,
    { code: 'moderatelySevere', from: 15, to: 19, title: { 'zh-CN': '中重度', en: 'moderately severe' } },
    { code: 'severe', from: 20, to: 27, title: { 'zh-CN': '重度', en: 'severe' } },
  ],
};

/** GAD-7 manual: 0-4, 5-9, 10-14, 15-21. */
export const GAD_BANDS: BandSets = {
  published: [MINIMAL, MILD, MODERATE, { code: 'severe', from: 15, to: 21, title: { 'zh-CN': '重度', en: 'severe' } }],
};
