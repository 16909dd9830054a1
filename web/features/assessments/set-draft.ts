import type { Indicator } from './reading.ts';

const NUMBERS = ['weight', 'fullMark', 'zeroMark', 'records', 'files'] as const;
type NumberField = (typeof NUMBERS)[number];

/** An indicator while it is written: numbers as they were typed. `key` tells rows apart whose codes are not written yet. */
export interface Draft extends Readonly<Record<NumberField, string>> {
  readonly key: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly formula: string;
  readonly direction: Indicator['direction'];
}

let made = 0;
function freshKey(): string {
  made += 1;
  return `draft-${made}`;
}

export function draftOf({ code, name, formula, weight, direction, fullMark, zeroMark, evidence }: Indicator): Draft {
  return {
    key: freshKey(),
    code,
    zh: name['zh-CN'],
    en: name.en,
    formula,
    direction,
    weight: String(weight),
    fullMark: String(fullMark),
    zeroMark: String(zeroMark),
    records: String(evidence.records),
    files: String(evidence.files),
  };
}

export function emptyDraft(): Draft {
  return {
    key: freshKey(),
    code: '',
    zh: '',
    en: '',
    formula: '',
    direction: 'higher',
    weight: '',
    fullMark: '1',
    zeroMark: '0',
    records: '1',
    files: '0',
  };
}

/** As the API takes them. The form lets nothing out that is no number. */
export function indicatorsOf(drafts: readonly Draft[]): Indicator[] {
  return drafts.map((draft) => ({
    code: draft.code.trim(),
    name: { 'zh-CN': draft.zh.trim(), en: draft.en.trim() },
    formula: draft.formula.trim(),
    direction: draft.direction,
    weight: Number(draft.weight),
    fullMark: Number(draft.fullMark),
    zeroMark: Number(draft.zeroMark),
    evidence: { records: Number(draft.records), files: Number(draft.files) },
  }));
}

/** All weights together, as a person reads them: exact to the hundredth, in which weights are given. */
export function weightsOf(drafts: readonly Draft[]): string {
  const hundredths = drafts.reduce((sum, { weight }) => sum + Math.round(Number(weight) * 100 || 0), 0);
  return String(hundredths / 100);
}
