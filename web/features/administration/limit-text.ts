import type { Limit } from '#domain/calendar';
import { useTexts } from '#web/frame/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The greatest unit that leaves nothing over. */
function whole(ms: number): readonly [number, 'days' | 'hours' | 'minutes'] {
  if (ms % DAY === 0) return [ms / DAY, 'days'];
  return ms % HOUR === 0 ? [ms / HOUR, 'hours'] : [Math.round(ms / MINUTE), 'minutes'];
}

/** A limit in plain words: what counts, and where it is cut. */
export function useLimitText(): (limit: Limit) => string {
  const t = useTexts('administration');
  const long = (ms: number) => {
    const [count, unit] = whole(ms);
    return t(`frame:length.${unit}`, { count });
  };
  return ({ basis, amount, sameDay, atMost }) => {
    const said =
      basis === 'days'
        ? t('limit.schoolDays', { count: amount })
        : basis === 'school'
          ? t('limit.schoolTime', { time: long(amount) })
          : long(amount);
    return [
      said,
      ...(sameDay === true ? [t('limit.sameDay')] : []),
      ...(atMost === undefined ? [] : [t('limit.atMost', { time: long(atMost) })]),
    ].join(t('frame:comma'));
  };
}
