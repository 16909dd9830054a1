import type { DutyInView, Standing } from '#activities/contract';
import { addDays, dayOf, HOUR, type Instant, onDay } from '#domain/instant';
import type { DutyKind } from '#domain/policy';

/** A quiet word to a duty's holder before its limit. The chain of the policy rings whether it was said or not. */
export interface Prompt {
  readonly duty: string;
  readonly at: Instant;
}

const MORNING = '07:30';

/** Every `ms` from the opening until the limit: one due now stands for all that an outage swallowed. */
export function every(at: Standing, kind: DutyKind, ms: number): readonly Prompt[] {
  return promptsOf(at, kind, (duty) => (duty.promptedAt ?? duty.openedAt) + ms);
}

/** Once, `ms` before the limit. */
export function before(at: Standing, kind: DutyKind, ms: number): readonly Prompt[] {
  return promptsOf(at, kind, ({ openedAt, limitAt, promptedAt }) => {
    const moment = limitAt - ms;
    return moment <= openedAt || (promptedAt !== null && promptedAt >= moment) ? null : moment;
  });
}

/** Once, at an instant that is not the duty's own. */
export function once(at: Standing, kind: DutyKind, moment: Instant): readonly Prompt[] {
  return promptsOf(at, kind, ({ openedAt, promptedAt }) =>
    moment <= openedAt || (promptedAt !== null && promptedAt >= moment) ? null : moment,
  );
}

/** Each morning at 07:30 from the day after the opening. */
export function eachMorning(at: Standing, kind: DutyKind): readonly Prompt[] {
  return promptsOf(at, kind, ({ openedAt, promptedAt }) => onDay(addDays(dayOf(promptedAt ?? openedAt), 1), MORNING));
}

/** At 07:30 of the day on which the limit lies: "this is due today". */
export function onTheDay(at: Standing, kind: DutyKind): readonly Prompt[] {
  return promptsOf(at, kind, ({ openedAt, limitAt, promptedAt }) => {
    const morning = onDay(dayOf(limitAt), MORNING);
    return morning <= openedAt || (promptedAt !== null && promptedAt >= morning) ? null : morning;
  });
}

/** Half-way between opening and limit, once, when the time is long enough to be worth it. */
export function halfway(at: Standing, kind: DutyKind): readonly Prompt[] {
  return promptsOf(at, kind, ({ openedAt, limitAt, promptedAt }) =>
    promptedAt !== null || limitAt - openedAt < HOUR ? null : openedAt + Math.floor((limitAt - openedAt) / 2),
  );
}

/** One prompt a live duty of the kind; none at or after its limit, from where the chain speaks. */
function promptsOf(at: Standing, kind: DutyKind, next: (duty: DutyInView) => Instant | null): readonly Prompt[] {
  return at.duties
    .filter((duty) => duty.kind === kind && at.readAt < duty.limitAt)
    .flatMap((duty) => {
      const moment = next(duty);
      return moment === null || moment >= duty.limitAt ? [] : [{ duty: duty.id, at: moment }];
    });
}
