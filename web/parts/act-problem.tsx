import { Alert } from 'antd';
import { caseActWords } from '#domain/case-words';
import type { ActState } from '#web/frame/act.ts';
import { timeText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface Change {
  readonly version: number;
  readonly type: string;
  readonly at: number;
}

/** How an act stands that is not simply done: on its way for long, refused, or overtaken by somebody else's. */
export function ActProblem({ state }: { state: ActState }) {
  const t = useTexts('acts');
  const say = useSay();
  if (state.at === 'unsure')
    return <Alert type="warning" showIcon title={t('unsure.title')} description={t('unsure.hint')} role="status" />;
  if (state.at !== 'refused') return null;
  const { facts, status } = state.problem;
  const all = Array.isArray(facts.changed) ? (facts.changed as readonly Change[]) : []; // as acts of the API say it
  // What people did says more than what the clock made of it.
  const done = all.filter(({ type }) => !type.startsWith('duty'));
  const changed = done.length > 0 ? done : all;
  if (status !== 409 || changed.length === 0) return <ProblemAlert error={state.problem} />;
  const names = caseActWords as Readonly<Record<string, (typeof caseActWords)['open']>>;
  return (
    <>
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={t('stale.title')}
        description={
          <>
            <ul>
              {changed.map(({ version, type, at }) => (
                <li key={version}>
                  {timeText(at)} {say(names[type]) || t(`fact.${type}`, { defaultValue: t('fact.other') })}
                </li>
              ))}
            </ul>
            {t('stale.hint')}
          </>
        }
      />
      <ProblemAlert error={state.problem} />
    </>
  );
}
