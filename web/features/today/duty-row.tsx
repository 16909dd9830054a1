import { lengthText } from '#web/frame/dates.ts';
import type { Me } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { masked } from '#domain/masked';
import { DueAt } from '#web/parts/due-badge.tsx';
import { dutyTitle } from '#web/parts/duty-title.ts';
import { LevelTag } from '#web/parts/level-tag.tsx';
import type { Pupil } from '#web/parts/pupil-picker.tsx';
import type { Line } from './duties.ts';

interface Props {
  readonly line: Line;
  readonly me: Me;
  readonly now: number;
  readonly pupil: Pupil | undefined;
  /** null: the row is not on screen yet; a tick box is its dearest part. */
  readonly marked: boolean | null;
  readonly onMark: () => void;
  readonly onAcknowledge: () => void;
  /** Takes it back; null: nothing is held. */
  readonly onUndo: (() => void) | null;
}

/** One duty: how grave, what, about whom, who has it since when, until when. */
export function DutyRow({ line, me, now, pupil, marked, onMark, onAcknowledge, onUndo }: Props) {
  const t = useTexts('today');
  const say = useSay();
  const { level, holder, holderName, openedAt, limitAt, uncovered, acknowledgedAt, mine, schoolName, school } = line;
  return (
    <div className="duty">
      {marked === null ? (
        <span className="tick" />
      ) : (
        <input
          className="tick"
          type="checkbox"
          aria-label={t('mark')}
          checked={marked}
          disabled={!mine || acknowledgedAt !== null}
          onClick={(event) => event.stopPropagation()}
          onChange={onMark}
        />
      )}
      <LevelTag level={level} />
      <div className="duty-what">
        <strong>{dutyTitle(line, say, t)}</strong>
        <span className="quiet">
          {[
            pupilText(pupil, t),
            school === me.acting.org ? '' : schoolName,
            holder === me.person ? '' : t('with', { name: holderName, since: lengthText(now - openedAt) }),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </div>
      <DueAt at={limitAt} uncovered={uncovered} now={now} shown={marked !== null} />
      {mine && acknowledgedAt === null ? (
        <button
          type="button"
          className="row-button"
          onClick={(event) => {
            event.stopPropagation();
            (onUndo ?? onAcknowledge)();
          }}
        >
          {t(onUndo !== null ? 'undo' : holder === me.person ? 'acknowledge' : 'claim')}
        </button>
      ) : (
        <span className="quiet duty-heard">{acknowledgedAt === null ? '' : t('heard')}</span>
      )}
    </div>
  );
}

/** 林* · 8 年级 · 023: enough to know whom, too little for whoever looks over a shoulder. */
export function pupilText(pupil: Pupil | undefined, t: ReturnType<typeof useTexts>): string {
  if (pupil === undefined) return '';
  const { name, grade, number } = pupil;
  return [masked(name), grade === null ? '' : t('grade', { grade }), t('number', { number })]
    .filter((part) => part !== '')
    .join(' ');
}
