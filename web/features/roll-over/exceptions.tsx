import { Button } from 'antd';
import { useState } from 'react';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useTexts } from '#web/frame/words.ts';
import { type Pupil, PupilPicker, pupilText } from '#web/parts/pupil-picker.tsx';

const STAYS = ['repeats', 'onLeave'] as const;

/** A pupil who does not go up with the class. */
export interface Exception {
  readonly pupil: Pupil;
  readonly stays: (typeof STAYS)[number];
}

interface Props {
  readonly named: readonly Exception[];
  readonly onNamed: (named: readonly Exception[]) => void;
}

/** Who repeats the grade, and who is on leave: pupils of one school. */
export function Exceptions({ named, onNamed }: Props) {
  const t = useTexts('rollOver');
  const [adding, setAdding] = useState(false);
  return (
    <fieldset className="field">
      <legend>{t('exceptions')}</legend>
      <p className="quiet field-hint">{t('exceptionsHint')}</p>
      <ul className="task-list">
        {named.map(({ pupil, stays }) => (
          <li key={pupil.id}>
            <strong>{pupilText(pupil, t)}</strong> <span>{t(`act.${stays}`)}</span>
            <Button
              size="small"
              aria-label={t('dropOf', { name: pupil.name ?? pupil.number })}
              onClick={() => onNamed(named.filter((each) => each.pupil.id !== pupil.id))}
            >
              {t('drop')}
            </Button>
          </li>
        ))}
      </ul>
      {adding ? (
        <Adding
          onAdd={(exception) => {
            onNamed([...named.filter(({ pupil }) => pupil.id !== exception.pupil.id), exception]);
            setAdding(false);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <p>
          <Button onClick={() => setAdding(true)}>{t('add')}</Button>
        </p>
      )}
    </fieldset>
  );
}

function Adding({ onAdd, onCancel }: { onAdd: (exception: Exception) => void; onCancel: () => void }) {
  const t = useTexts('rollOver');
  const [pupil, setPupil] = useState<Pupil | null>(null);
  return (
    <>
      <PupilPicker chosen={pupil} onChoose={setPupil} />
      <div className="filters">
        {STAYS.map((stays) => (
          <ReadyButton
            key={stays}
            lacks={pupil === null ? [t('frame:pupil.who')] : []}
            onClick={() => pupil !== null && onAdd({ pupil, stays })}
          >
            {t(`act.${stays}`)}
          </ReadyButton>
        ))}
        <Button onClick={onCancel}>{t('frame:cancel')}</Button>
      </div>
    </>
  );
}
