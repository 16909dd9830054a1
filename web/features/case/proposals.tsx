import { Alert, Button } from 'antd';
import type { CaseState } from '#domain/case-state';
import { decisionWords, slotWords } from '#domain/timeline/code-words';
import { useSay, useTexts } from '#web/frame/words.ts';

interface Props {
  readonly state: Partial<CaseState>;
  readonly name: (id: string | null) => string;
  readonly onSign: (act: string) => void;
}

/** Decisions that wait for signatures: whose are there, whose are missing. Nothing happens by silence. */
export function Proposals({ state, name, onSign }: Props) {
  const t = useTexts('case');
  const say = useSay();
  return (state.proposals ?? []).map(({ id, decision, level, by, slots, signed }) => (
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
      action={<Button onClick={() => onSign('coSign')}>{t('proposal.sign')}</Button>}
    />
  ));
}
