import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { DutyKind } from '#domain/policy';
import { dutyWords } from '#domain/timeline/duty-words';
import { civilDayText, fullText } from '#web/frame/dates.ts';
import { useNow } from '#web/frame/clock.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { useNames } from '#web/parts/case-reading.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Asked, type Asking } from './acts.tsx';
import { Lines } from './lines.tsx';
import { permitted } from './permitted.ts';
import { type Assessment, type Line, useAssessment, useVersions, type Version } from './reading.ts';
import { Stage } from './stage.tsx';
import '#web/parts/programme.css';

/** One assessment: its indicators with what lies behind each score, what is appealed, who owes what, and how it came to be. */
export default function AssessmentScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const found = useAssessment(id);
  const versions = useVersions(id);
  if (found.data === undefined)
    return found.isError ? (
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
    ) : (
      <Waiting rows={8} />
    );
  return (
    <>
      <ProblemAlert error={versions.error} onAgain={() => void versions.refetch()} />
      <Known key={id} assessment={found.data} versions={versions.data?.items ?? []} />
    </>
  );
}

interface Shown {
  readonly assessment: Assessment;
  readonly versions: readonly Version[];
}

const MINUTE_MS = 60_000;

function Known({ assessment, versions }: Shown) {
  const t = useTexts('assessments');
  const me = useMe();
  const may = permitted(me, assessment, versions, useNow(MINUTE_MS));
  const [asking, setAsking] = useState<Asking | null>(null);
  const { id, assesses, orgName, person, from, to, stage, revision, set, setVersion, lines } = assessment;
  const name = useNames([person ?? '']);
  const { freeze } = may;
  return (
    <Page
      title={[t(`whom.${assesses}`), orgName, ...(person === null ? [] : [name(person)])].join(' · ')}
      beside={
        <>
          <Stage stage={stage} />
          <span className="quiet">
            {[t('period', { from: civilDayText(from), to: civilDayText(to) }), t('revision', { revision })].join(' · ')}
          </span>
        </>
      }
      actions={
        <>
          {freeze === undefined ? null : (
            <Button type="primary" onClick={() => setAsking({ act: 'freeze', answers: freeze })}>
              {t('act.freeze')}
            </Button>
          )}
          {may.correct ? <Button onClick={() => setAsking({ act: 'correct' })}>{t('act.correct')}</Button> : null}
        </>
      }
    >
      <div className="record-page">
        <section className="card">
          <h2>{t('lines')}</h2>
          <Lines
            set={set}
            version={setVersion}
            lines={lines}
            rowsOf={(figure) => `/assessments/${id}/rows/${figure}`}
            under={(line) => <Under line={line} may={may} onAsk={setAsking} />}
          />
        </section>
        <div className="beside-cards">
          <Total assessment={assessment} later={may.freezesLater} />
          <Owed assessment={assessment} />
          <History versions={versions} />
        </div>
      </div>
      {asking === null ? null : <Asked assessment={assessment} asking={asking} onClose={() => setAsking(null)} />}
    </Page>
  );
}

interface UnderProps {
  readonly line: Line;
  readonly may: ReturnType<typeof permitted>;
  readonly onAsk: (asking: Asking) => void;
}

/** What the assessors say to a line, and its appeal. */
function Under({ line, may, onAsk }: UnderProps) {
  const t = useTexts('assessments');
  const say = useSay();
  const { indicator, comment, appeal } = line;
  const answers = appeal?.decision === null ? may.decideAppeal(indicator) : undefined;
  const called = say((line as Assessment['lines'][number]).name ?? undefined) || indicator;
  const name = useNames([appeal?.by ?? '', appeal?.decision?.by ?? '']);
  return (
    <>
      {comment == null ? null : <p>{t('commented', { comment })}</p>}
      <div className="score-appeal">
        {appeal == null ? null : (
          <span>
            {t('appealedBy', { name: name(appeal.by), at: fullText(appeal.at) })}
            {' · '}
            {appeal.decision === null
              ? t('appealWaits')
              : t(`decided.${appeal.decision.outcome}`, { name: name(appeal.decision.by) })}
          </span>
        )}
        {appeal === null && may.appeal ? (
          <Button
            size="small"
            aria-label={t('actOn', { act: t('act.appeal'), called })}
            onClick={() => onAsk({ act: 'appeal', line })}
          >
            {t('act.appeal')}
          </Button>
        ) : null}
        {answers === undefined ? null : (
          <Button
            size="small"
            type="primary"
            aria-label={t('actOn', { act: t('act.decideAppeal'), called })}
            onClick={() => onAsk({ act: 'decideAppeal', line, answers })}
          >
            {t('act.decideAppeal')}
          </Button>
        )}
      </div>
    </>
  );
}

function Total({ assessment, later }: { assessment: Assessment; later: boolean }) {
  const t = useTexts('assessments');
  const { points, outOf, set, setVersion, appealUntil, stage } = assessment;
  return (
    <section className="card">
      <h2>{t('total')}</h2>
      <p className="score-total">{t('points', { points, outOf })}</p>
      <p className="quiet">{t('totalAbout', { set, version: setVersion })}</p>
      {stage === 'published' ? <p>{t('appealUntil', { day: fullText(appealUntil) })}</p> : null}
      {later ? <p className="quiet">{t('freezesLater')}</p> : null}
    </section>
  );
}

function Owed({ assessment: { duties, lines } }: { assessment: Assessment }) {
  const t = useTexts('assessments');
  const say = useSay();
  const name = useNames(duties.map(({ holder }) => holder));
  if (duties.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('owed')}</h2>
      <ul className="task-list">
        {duties.map(({ id, kind, holder, subject, limitAt }) => (
          <li key={id}>
            <strong>{say(dutyWords[kind as DutyKind]) || kind}</strong>
            <span>{say(lines.find(({ indicator }) => indicator === subject)?.name ?? undefined)}</span>
            <span className="quiet">{name(holder)}</span>
            <DueBadge at={limitAt} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Acts without words of a person stand in the history by their name. */
const WORDLESS = ['freeze'];

/** Every version, the newest first: what it scored, by whom and why. */
function History({ versions }: { versions: readonly Version[] }) {
  const t = useTexts('assessments');
  const name = useNames(versions.map(({ by }) => by));
  return (
    <section className="card">
      <h2>{t('versions')}</h2>
      <ol className="versions" reversed>
        {versions.toReversed().map(({ version, stage, revision, points, outOf, by, at, why }) => (
          <li key={version}>
            <div>{[t(`stage.${stage}`), t('revision', { revision }), t('points', { points, outOf })].join(' · ')}</div>
            <div className="quiet">
              {name(by)} · {fullText(at)}
            </div>
            {why === null || WORDLESS.includes(why) ? null : <div>{t('why', { why })}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
