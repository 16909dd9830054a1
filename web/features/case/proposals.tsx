import { Alert, Button } from 'antd';
import { decisionWords, slotWords } from '#domain/timeline/code-words';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { type CaseView, stateOf, usePermitted } from '#web/parts/case-reading.ts';
import { answersTo } from './may-answer.ts';

interface Props {
  readonly view: CaseView;
  readonly name: (id: string | null) => string;
  readonly onAnswer: (act: string, proposal: string) => void;
}

/** Decisions that wait for signatures: whose are there, whose are missing. Nothing happens by silence. */
export function Proposals({ view, name, onAnswer }: Props) {
  const t = useTexts('case');
  const say = useSay();
  const me = useMe();
  const acts = usePermitted(view.id).data?.acts.map(({ act }) => act) ?? [];
  const state = stateOf(view);
  const asked = { person: me.person, role: me.acting.role, acts, duties: view.duties };
  return (state.proposals ?? []).map((proposal) => {
    const { id, decision, level, by, slots, signed } = proposal;
    return (
      <Alert
        key={id}
        type="info"
        showIcon
        title={t('proposal.title', { decision: say(decisionWords[decision]), level: t(`frame:level.${level}`) })}
        description={
          <ul>
            <li>{t('proposal.by', { name: by === null ? t('proposal.rules') : name(by) })}</li>
            {slots.map((slot) => {
              const signature = signed.find((each) => each.slot === slot);
              return (
                <li key={slot}>
                  {say(slotWords[slot])}:{' '}
                  {signature === undefined
                    ? t('proposal.missing')
                    : t('proposal.signed', { name: name(signature.person) })}
                </li>
              );
            })}
          </ul>
        }
        action={answersTo(proposal, state, asked).map((act) => (
          <Button key={act} type={act === 'coSign' ? 'primary' : 'default'} onClick={() => onAnswer(act, id)}>
            {t(act === 'coSign' ? 'proposal.sign' : by === me.person ? 'proposal.takeBack' : 'proposal.decline')}
          </Button>
        ))}
      />
    );
  });
}
