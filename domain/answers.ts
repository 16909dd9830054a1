import { truthOf } from './condition.ts';
import type { Item, Scale } from './scale.ts';

/** The value of an option, null = not answered, `refused` = the student said they do not want to answer. */
export type Answer = number | null | 'refused';

/** Answers by item number. An item without an entry was not answered. */
export type Answers = Readonly<Record<number, Answer>>;

export const ANSWER_FAULTS = ['notAnObject', 'unknownItem', 'notAnAnswer', 'fractional', 'outOfRange'] as const;

/** What is wrong with one entry of a sheet. `pointer` is a JSON pointer into the answers (RFC 6901), never a value. */
export interface AnswerFault {
  readonly code: (typeof ANSWER_FAULTS)[number];
  readonly pointer: string;
}

export type ParsedAnswers = { readonly answers: Answers } | { readonly faults: readonly AnswerFault[] };

/** Reads answers as they came from outside, `{"1": 2, "8": null, "9": "refused"}`. Lists every fault; one fault and nothing is taken. */
export function parseAnswers(scale: Pick<Scale, 'items'>, input: unknown): ParsedAnswers {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { faults: [{ code: 'notAnObject', pointer: '' }] };
  const answers: Record<number, Answer> = {};
  const faults: AnswerFault[] = [];
  for (const [key, value] of Object.entries(input)) {
    const item = scale.items.find(({ n }) => String(n) === key);
    const code = item === undefined ? 'unknownItem' : faultOf(item, value);
    if (code !== undefined) faults.push({ code, pointer: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}` });
    else if (item !== undefined) answers[item.n] = value as Answer;
  }
  return faults.length > 0 ? { faults } : { answers };
}

function faultOf(item: Item, value: unknown): AnswerFault['code'] | undefined {
  if (value === null || value === 'refused') return undefined;
  if (typeof value !== 'number') return 'notAnAnswer';
  if (!Number.isInteger(value)) return 'fractional';
  return item.options.some((option) => option.value === value) ? undefined : 'outOfRange';
}

/** Items that the instrument's own rule leaves out for these answers: not asked, so not missing. */
export function skippedItems(scale: Pick<Scale, 'items'>, answers: Answers): ReadonlySet<number> {
  const skipped = scale.items.filter(
    (item) => item.askedWhen !== undefined && truthOf(item.askedWhen, answers) === 'no',
  );
  return new Set(skipped.map(({ n }) => n));
}

/** Whether nothing at all was answered; a refusal is an answer. */
export function isBlank(scale: Pick<Scale, 'items'>, answers: Answers): boolean {
  return scale.items.every(({ n }) => (answers[n] ?? null) === null);
}
