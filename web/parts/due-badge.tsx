import { useNow } from '#web/frame/clock.ts';
import { clockText, daysBetween, dayText, fullText, lengthText, timeText } from '#web/frame/dates.ts';
import { useTexts } from '#web/frame/words.ts';

interface Props {
  /** Epoch ms; null: no limit. */
  readonly at: number | null;
  /** The limit lies beyond the days that the calendar knows. */
  readonly uncovered?: boolean;
}

const SOON_MS = 4 * 3_600_000;
/** So far ahead a day without its year is taken for the next one of that name. */
const FAR_DAYS = 300;

/** Steps in which a limit comes nearer, in ms. */
export const DUE_STEP_MS = 10_000;

/** Until when, and how long that is: by words and by colour, never by colour alone. */
export function DueBadge(props: Props) {
  return <DueAt {...props} now={useNow(DUE_STEP_MS)} shown />;
}

interface InList extends Props {
  readonly now: number;
  /** Its row is on screen: what only a mouse that stays on it shows is not written before. */
  readonly shown: boolean;
}

/** The same in a list, which looks at the clock once for all its rows. */
export function DueAt({ at, uncovered = false, now, shown }: InList) {
  const t = useTexts('frame');
  if (at === null) return <span className="due">{t('due.none')}</span>;
  const left = at - now;
  const state = left < 0 ? 'late' : left < SOON_MS ? 'soon' : 'later';
  const whole = shown ? fullText(at) + (uncovered ? ` · ${t('due.uncovered')}` : '') : undefined;
  return (
    <span className={`due due-${state}`} title={whole}>
      {left < 0 ? t('due.late', { length: lengthText(left) }) : whenText(at, now, t)}
      {uncovered ? <sup aria-hidden="true"> *</sup> : null}
    </span>
  );
}

function whenText(at: number, now: number, t: ReturnType<typeof useTexts>): string {
  const days = daysBetween(now, at);
  const length = lengthText(at - now);
  if (days === 0) return t('due.today', { time: timeText(at), length });
  if (days === 1) return t('due.tomorrow', { time: timeText(at), length });
  return t('due.on', { day: days > FAR_DAYS ? dayText(at) : clockText(at), length });
}
