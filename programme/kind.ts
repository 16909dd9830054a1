import type { ProgrammeItem } from '#domain/programme-access';
import type { Words } from '#domain/words';
import type { Fields, Values } from './field.ts';
import type { LifeCode } from './lives.ts';

/** What is wrong with a value, by the pointer of its field; never the value itself. */
export interface Fault {
  /** RFC 6901 below the values: `/heads`, `/members/2/role`. */
  readonly pointer: string;
  readonly code: FaultCode;
}

export const FAULT_CODES = [
  'missing',
  'unknownField',
  'notText',
  'tooLong',
  'notCount',
  'negative',
  'fraction',
  'tooSmall',
  'tooLarge',
  'notDay',
  'notFlag',
  'notChoice',
  'notCode',
  'notList',
  'tooMany',
  'tooFew',
  'twice',
  'endsBeforeBegin',
  'inFuture',
  'chairMissing',
  'unknownPlace',
  'unknownRecord',
  'unknownFile',
  'overTimetable',
  'outsideYear',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** What a check may ask besides the values: read in the transaction that writes the record. */
export interface Beside {
  /** The civil day of the writing, at +08:00. */
  readonly today: string;
  /** Class hours planned and already taught for the class and school year of a lesson; null when it has no timetable. */
  readonly hours?: { readonly planned: number; readonly taught: number } | null;
}

/**
 * A kind of programme record: one declaration, from which its form, template, import, check, list and place in the figures are drawn.
 * `item` says which A item of the programme it serves, and so who records, approves and reads it (domain/programme-access).
 */
export interface Kind {
  readonly code: string;
  readonly item: ProgrammeItem;
  readonly name: Words;
  readonly fields: Fields;
  /** Fields that tell one record from another within its organisation: an import finds the record again by them. */
  readonly natural: readonly string[];
  /**
   * `city`: nothing with this natural key may stand twice in the whole city, whoever enters it, such as an activity of two schools.
   * `organisation`: only its own organisation is looked at.
   */
  readonly once: 'city' | 'organisation';
  /** Organisations below the one that keeps it may read it too: what is told to everybody. */
  readonly shared: boolean;
  /** The story that keeps its time, if it has one. */
  readonly life: LifeCode | null;
  /** Rules that no single field says. */
  readonly check: (values: Values, beside: Beside) => readonly Fault[];
}

/** A kind without rules of its own. */
export const NO_FAULTS: Kind['check'] = () => [];

/** `until` may not lie before `from`. Both are days or left out. */
export function inOrder(from: string, until: string): Kind['check'] {
  return (values) => {
    const [begins, ends] = [values[from], values[until]];
    const wrong = typeof begins === 'string' && typeof ends === 'string' && ends < begins;
    return wrong ? [{ pointer: `/${until}`, code: 'endsBeforeBegin' }] : [];
  };
}

/** What has been done cannot lie ahead. */
export function notAhead(field: string): Kind['check'] {
  return (values, { today }) => {
    const day = values[field];
    return typeof day === 'string' && day > today ? [{ pointer: `/${field}`, code: 'inFuture' }] : [];
  };
}

export function all(...checks: readonly Kind['check'][]): Kind['check'] {
  return (values, beside) => checks.flatMap((check) => check(values, beside));
}
