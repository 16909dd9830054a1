import { Progress } from 'antd';
import type { DutyKind } from '#domain/policy';
import type { Role } from '#domain/role';
import { dutyWords } from '#domain/timeline/duty-words';
import { roleWords } from '#domain/timeline/people';
import { fullText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { useNames } from '#web/parts/case-reading.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import type { Report } from './reading.ts';

const STEPS = ['first', 'second'] as const;

/** Who signed which step, who owes what until when, and how the freezing goes. */
export function Signatures({ report: { signatures, duties, freezing, state } }: { report: Report }) {
  const t = useTexts('reports');
  const say = useSay();
  const name = useNames(duties.map(({ holder }) => holder));
  return (
    <section className="card">
      <h2>{t('signatures')}</h2>
      <ul className="task-list">
        {STEPS.map((step) => {
          const signed = signatures.find((each) => each.step === step);
          return (
            <li key={step}>
              <strong>{t(`step.${step}`)}</strong>
              {signed === undefined ? (
                <span className="quiet">{t('notYet')}</span>
              ) : (
                <span>{`${signed.name} · ${say(roleWords[signed.role as Role])} · ${fullText(signed.at)}`}</span>
              )}
            </li>
          );
        })}
        {duties.map(({ id, kind, holder, limitAt }) => (
          <li key={id}>
            <strong>{say(dutyWords[kind as DutyKind]) || kind}</strong>
            <span className="quiet">{name(holder)}</span>
            <DueBadge at={limitAt} />
          </li>
        ))}
      </ul>
      {freezing === null || state === 'frozen' ? null : <Freezing freezing={freezing} />}
    </section>
  );
}

function Freezing({ freezing: { state, progress, total, fault } }: { freezing: NonNullable<Report['freezing']> }) {
  const t = useTexts('reports');
  if (state === 'running')
    return (
      <div role="status">
        <p>{t('freezing')}</p>
        <Progress percent={Math.floor((100 * progress) / Math.max(total ?? 1, 1))} aria-label={t('freezing')} />
      </div>
    );
  if (fault === null) return null;
  return <p role="alert">{t('freezeFailed', { fault })}</p>;
}
