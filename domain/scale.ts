import type { Condition } from './condition.ts';

/** Languages that people read, the first one first. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Own words of this project, always in both languages. */
export type Texts = Readonly<Record<Language, string>>;

/** Words of an instrument's author. A language without an entry is imported by the operator or not offered. */
export type Wording = Readonly<Partial<Record<Language, string>>>;

/**
 * What may lie in the source tree. `ship`: the wording; `rules-only`: numbers, keys and cut-offs, never a word of an item;
 * `registered`: rules only until the operator has registered with the owner, and then with the owner's notice on every copy.
 */
export type TextPolicy = 'ship' | 'rules-only' | 'registered';

export interface Licence {
  /** Why the text policy is what it is: own words and facts. */
  readonly notice: string;
  readonly source: string;
  /** Day on which the source was read, YYYY-MM-DD. */
  readonly checked: string;
}

export interface Option {
  readonly value: number;
  readonly text: Wording;
  /** LOINC answer code (LA...). */
  readonly loinc?: string;
}

export interface Item {
  /** Number on the published form; answers, subscales and criticals refer to it. */
  readonly n: number;
  readonly text: Wording;
  readonly options: readonly Option[];
  /** Whether it belongs to the total. Extra items are stored and shown to professionals, never summed. */
  readonly counts: boolean;
  /** Scored as least + greatest - value. */
  readonly reverse?: true;
  /** Asked only when this holds; otherwise an absent answer is no gap. */
  readonly askedWhen?: Condition;
  readonly loinc?: string;
}

/** An item whose answer calls a person whatever the total is. */
export interface Critical {
  readonly item: number;
  /** Answers from this value up are positive. */
  readonly positiveFrom: number;
  readonly meaning: CriticalMeaning;
}

export const CRITICAL_MEANINGS = [
  'betterOffDeadOrSelfHarm',
  'seriousThoughtsPastMonth',
  'attemptEver',
  'wishToBeDead',
  'betterOffIfDead',
  'thoughtsPastWeek',
  'thoughtsNow',
] as const;
export type CriticalMeaning = (typeof CRITICAL_MEANINGS)[number];

export interface Band {
  readonly code: string;
  readonly from: number;
  readonly to: number;
  readonly title: Texts;
}

/** Bands by norm or scheme (K10 has two, SDQ one per informant). One set: that set. Several: the caller names one, there is no default (N21). */
export type BandSets = Readonly<Record<string, readonly Band[]>>;

export interface Subscale {
  readonly id: string;
  readonly title: Texts;
  readonly items: readonly number[];
  /** `sum`, `mean` of the items, or the mean of those answered times their number, half rounded up (the manual must allow it). */
  readonly method: 'sum' | 'mean' | 'prorated';
  /** Answers the manual asks at least for `prorated`; sum and mean need all. */
  readonly leastAnswered?: number;
  readonly bands?: BandSets;
}

/** One outcome of an instrument without a sum; the first whose condition holds is taken, so they stand from worst to best. */
export interface Outcome {
  readonly code: string;
  readonly title: Texts;
  readonly when: Condition;
}

export type Scoring =
  | { readonly kind: 'sum'; readonly bands: BandSets; readonly ofSubscales?: readonly string[] }
  | {
      readonly kind: 'outcome';
      readonly outcomes: readonly Outcome[];
      readonly otherwise: { readonly code: string; readonly title: Texts };
    };

/** Items that show whether the sheet can be trusted; from `invalidFrom` points the score is void, never a critical answer. */
export interface Validity {
  readonly items: readonly number[];
  readonly invalidFrom: number;
}

/** One instrument in one version: data only. Another wording, base or key is another version, and versions are never mixed (N20). */
export interface Scale {
  readonly id: string;
  readonly version: string;
  readonly title: Texts;
  /** Whole years, both inclusive; null = no upper end. */
  readonly ages: { readonly from: number; readonly to: number | null };
  readonly informant: 'self' | 'parent' | 'teacher' | 'interviewer';
  readonly textPolicy: TextPolicy;
  readonly licence: Licence;
  /** Two named people have confirmed the wording against the publisher's reference file. */
  readonly verified: Readonly<Record<Language, boolean>>;
  /** What the answers are about, such as the last two weeks. */
  readonly recall: Texts;
  readonly instruction: Wording;
  readonly items: readonly Item[];
  readonly scoring: Scoring;
  readonly subscales: readonly Subscale[];
  readonly criticals: readonly Critical[];
  /** Answers that cannot both be meant; the worse reading is taken and a person looks. */
  readonly contradictions: readonly { readonly code: string; readonly when: Condition }[];
  readonly validity?: Validity;
  /** An instrument given straight after this one, because this one lacks questions that must be asked. */
  readonly followedBy?: string;
  readonly loinc?: { readonly panel?: string; readonly total?: string };
}

/** Key of an instrument in policy data: id and version together. */
export function scaleKey(scale: Pick<Scale, 'id' | 'version'>): string {
  return `${scale.id}@${scale.version}`;
}

/** Whether a student of this age (whole years) may be given the instrument. */
export function fitsAge(scale: Pick<Scale, 'ages'>, age: number): boolean {
  return age >= scale.ages.from && (scale.ages.to === null || age <= scale.ages.to);
}
