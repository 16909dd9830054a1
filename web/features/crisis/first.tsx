import { caseActWords } from '#domain/case-words';
import { useAct } from '#web/frame/act.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ActProblem } from '#web/parts/act-problem.tsx';
import type { CaseView } from '#web/parts/case-reading.ts';
import { firstAct } from '#web/parts/duty-acts.ts';

interface Props {
  readonly view: CaseView;
  readonly names: readonly string[];
  readonly onAct: (act: string) => void;
}

/** Under the thumb, the one thing to do first. That the alarm was heard is said by the tap itself: there is nothing to fill in. */
export function First({ view, names, onAct }: Props) {
  const t = useTexts('crisis');
  const say = useSay();
  const me = useMe();
  const { state: sending, perform } = useAct('cases', view.id);
  const alarm = view.duties.find(
    ({ kind, acknowledged, holder, called }) =>
      kind === 'crisisAcknowledge' && acknowledged === null && (holder === me.person || called.includes(me.person)),
  );
  const first = firstAct(
    view.duties.filter(({ kind }) => kind !== 'crisisAcknowledge'),
    names,
    me.person,
  );
  if (alarm === undefined && first === undefined) return <ActProblem state={sending} />;
  return (
    <div className="crisis-thumb">
      <ActProblem state={sending} />
      {alarm === undefined ? (
        <button type="button" className="big big-first" onClick={() => onAct(first ?? '')}>
          {say(caseActWords[first as keyof typeof caseActWords])}
        </button>
      ) : (
        <button
          type="button"
          className="big big-first"
          disabled={sending.at === 'sending'}
          onClick={() => void perform({ act: 'acknowledge', duty: alarm.id })}
        >
          {t('acknowledge')}
        </button>
      )}
    </div>
  );
}
