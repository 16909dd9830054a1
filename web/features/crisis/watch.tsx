import type { CaseState } from '#domain/case-state';
import { WATCH_STATES } from '#domain/case-commands';
import { watchWords } from '#domain/timeline/code-words';
import { useAct } from '#web/frame/act.ts';
import { useNow } from '#web/frame/clock.ts';
import { lengthText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import type { CaseView } from '#web/parts/case-reading.ts';

/** An entry is due every half hour (`case.md`: crisisWatch). */
const ENTRY_MS = 30 * 60_000;

interface Props {
  readonly view: CaseView;
  readonly state: Partial<CaseState>;
  readonly name: (id: string | null) => string;
  readonly names: readonly string[];
  readonly onAct: (act: string) => void;
}

/** Who stays with the child, and how the child is: one tap is one entry. */
export function Watch({ view, state, name, names, onAct }: Props) {
  const t = useTexts('crisis');
  const say = useSay();
  const now = useNow(10_000);
  const { state: sending, perform } = useAct('cases', view.id);
  const ago = now - (state.crisis?.lastWatchEntry ?? 0);
  const holder = view.duties.find(({ kind }) => kind === 'crisisWatch')?.holder ?? null;
  return (
    <section className="card" aria-labelledby="watch">
      <h2 id="watch">{t('watch.title')}</h2>
      {state.crisis == null ? (
        <p className="crisis-word">{holder === null ? '' : name(holder)}</p>
      ) : (
        <Standing crisis={state.crisis} holder={holder} name={name} ago={ago} />
      )}
      <ActProblem state={sending} />
      {names.includes('logWatch') ? (
        <div className="choices" role="group" aria-label={t('watch.log')}>
          {WATCH_STATES.map((each) => (
            <button
              key={each}
              type="button"
              className="big"
              disabled={sending.at === 'sending'}
              onClick={() => void perform({ act: 'logWatch', state: each })}
            >
              {say(watchWords[each])}
            </button>
          ))}
        </div>
      ) : null}
      {names.includes('assignWatch') ? (
        <button type="button" className="big" onClick={() => onAct('assignWatch')}>
          {t('watch.assign')}
        </button>
      ) : null}
    </section>
  );
}

interface StandingProps {
  readonly crisis: NonNullable<CaseState['crisis']>;
  /** Whose the watch is until somebody is named. */
  readonly holder: string | null;
  readonly name: Props['name'];
  readonly ago: number;
}

/** For whoever may see the case; a colleague who was named to stay sees their own part alone, and is told nothing that is not known there. */
function Standing({ crisis: { watcher, lastWatchEntry, since }, holder, name, ago }: StandingProps) {
  const t = useTexts('crisis');
  return (
    <>
      <p className="crisis-word">{watcher === null ? t('watch.nobody') : name(watcher)}</p>
      {watcher === null && holder !== null ? (
        <p className="due-late">{t('watch.until', { name: name(holder) })}</p>
      ) : null}
      <p className={ago > ENTRY_MS ? 'due-late' : 'quiet'}>
        {/* The clock of the first half hour begins with the crisis, before anybody recorded anything. */}
        {lastWatchEntry <= since ? t('watch.noEntry') : t('watch.last', { length: lengthText(ago) })}
      </p>
    </>
  );
}
