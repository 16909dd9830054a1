import { addDays, type Day, type Instant } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import { textIn, type Values } from './field.ts';
import type { Kind } from './kind.ts';
import { endOf } from './lives.ts';

/** What a record says about a duty of another record: it was done, on that day, with that outcome. */
export interface Discharge {
  readonly kind: DutyKind;
  readonly outcome: string;
  readonly day: Day;
  /** The next limit, where it comes again; never in the past. */
  readonly next: Instant;
}

/** A check of a facility ends the duty to look at it, and the next look is counted from its day. null: the record says nothing of the kind. */
export function dischargeBy({ code }: Pick<Kind, 'code'>, values: Values, about: Values, today: Day): Discharge | null {
  const [day, outcome, every] = [textIn(values, 'day'), textIn(values, 'found'), about.checkEveryDays];
  if (code !== 'facilityCheck' || day === undefined || outcome === undefined || typeof every !== 'number') return null;
  const counted = addDays(day, every);
  return { kind: 'facilityCheck', outcome, day, next: endOf(counted > today ? counted : addDays(today, 1)) };
}
