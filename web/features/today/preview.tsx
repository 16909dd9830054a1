import { Button } from 'antd';
import { useDeferredValue } from 'react';
import { stageWords } from '#domain/timeline/code-words';
import { caseActWords } from '#domain/case-words';
import { followUpActWords } from '#domain/follow-up-words';
import type { Words } from '#domain/words';
import { clockText, fullText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { actOfDuty } from '#web/parts/duty-acts.ts';
import { dutyTitle } from '#web/parts/duty-title.ts';
import { LOOK } from '#web/parts/duty-way.ts';
import { LevelTag } from '#web/parts/level-tag.tsx';
import type { Pupil } from '#web/parts/pupil-picker.tsx';
import type { Line } from './duties.ts';
import { pupilText } from './duty-row.tsx';

interface Props {
  readonly line: Line;
  readonly pupil: Pupil | undefined;
  readonly onOpen: (line: Line, act?: string) => void;
  /** null: it is said already and can still be taken back. */
  readonly onAcknowledge: (() => void) | null;
}

/** The chosen duty, with what can be done about it from here: its place at once, all that it says right behind the first rows. */
export function Preview(props: Props) {
  const t = useTexts('today');
  const say = useSay();
  const { line, pupil } = props;
  const behind = useDeferredValue(true, false);
  return (
    <aside className="card preview" aria-label={t('preview')}>
      <LevelTag level={line.level} />
      <h2>{dutyTitle(line, say, t)}</h2>
      <p className="quiet">{pupilText(pupil, t)}</p>
      {behind ? <Whole {...props} /> : null}
    </aside>
  );
}

function Whole({ line, onOpen, onAcknowledge }: Props) {
  const t = useTexts('today');
  const say = useSay();
  const { kind, stage, streamKind, holderName, openedAt, limitAt, dueAt, uncovered, acknowledgedAt, mine, schoolName } =
    line;
  const act = streamKind === 'case' || streamKind === 'followUp' ? actOfDuty(kind) : undefined;
  const look = line.watches !== null && mine;
  const stages: Readonly<Record<string, Words>> = stageWords;
  const titles: Readonly<Record<string, Words>> = { ...followUpActWords, ...caseActWords };
  return (
    <>
      <dl className="facts">
        <dt>{t('until')}</dt>
        <dd>
          {limitAt === null ? '' : fullText(limitAt)} <DueBadge at={limitAt} uncovered={uncovered} />
        </dd>
        <dt>{t('nextCall')}</dt>
        <dd>{clockText(dueAt)}</dd>
        <dt>{t('holder')}</dt>
        <dd>{holderName}</dd>
        <dt>{t('since')}</dt>
        <dd>{fullText(openedAt)}</dd>
        <dt>{t('stage')}</dt>
        <dd>{say(stages[stage ?? '']) || t(`of.${streamKind}`)}</dd>
        <dt>{t('school')}</dt>
        <dd>{schoolName}</dd>
      </dl>
      <div className="choices">
        {mine && act !== undefined && act !== 'acknowledge' ? (
          <Button type="primary" onClick={() => onOpen(line, act)}>
            {say(titles[act])}
          </Button>
        ) : null}
        {mine && acknowledgedAt === null && onAcknowledge !== null ? (
          <Button onClick={onAcknowledge}>{t('acknowledge')}</Button>
        ) : null}
        {look ? (
          <Button type="primary" onClick={() => onOpen(line, LOOK)}>
            {t('look', { what: t(`frame:stream.${line.watches?.kind ?? ''}`) })}
          </Button>
        ) : null}
        <Button type={mine && act === undefined && !look ? 'primary' : 'default'} onClick={() => onOpen(line)}>
          {t(streamKind === 'case' ? 'open' : 'openOther')}
        </Button>
        {streamKind === 'case' && mine ? (
          <Button onClick={() => onOpen(line, 'offerHandOver')}>{say(titles.offerHandOver)}</Button>
        ) : null}
      </div>
    </>
  );
}
