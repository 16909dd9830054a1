import { Button } from 'antd';
import { useId, useState } from 'react';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useTexts } from '#web/frame/words.ts';

/** How many classes a grade is to have in all. */
export interface Opened {
  readonly grade: number;
  readonly classes: number;
}

/** As the API takes them. */
const MOST_CLASSES = 60;

interface Props {
  readonly grades: readonly number[];
  readonly opens: readonly Opened[];
  readonly onOpens: (opens: readonly Opened[]) => void;
}

/** Grades whose number of classes changes: a new first grade larger than the last, say. For one school. */
export function Opens({ grades, opens, onOpens }: Props) {
  const t = useTexts('rollOver');
  const [adding, setAdding] = useState(false);
  const left = grades.filter((grade) => !opens.some((each) => each.grade === grade));
  return (
    <fieldset className="field">
      <legend>{t('opens')}</legend>
      <p className="quiet field-hint">{t('opensHint')}</p>
      <ul className="task-list">
        {opens.map(({ grade, classes }) => (
          <li key={grade}>
            <strong>{t('grade', { grade })}</strong> <span>{t('classesInAll', { count: classes })}</span>
            <Button
              size="small"
              aria-label={t('dropOf', { name: t('grade', { grade }) })}
              onClick={() => onOpens(opens.filter((each) => each.grade !== grade))}
            >
              {t('drop')}
            </Button>
          </li>
        ))}
      </ul>
      {adding && left.length > 0 ? (
        <Adding
          grades={left}
          onAdd={(one) => {
            onOpens([...opens, one].sort((first, second) => first.grade - second.grade));
            setAdding(false);
          }}
          onCancel={() => setAdding(false)}
        />
      ) : (
        <p>
          <Button disabled={left.length === 0} onClick={() => setAdding(true)}>
            {t('addGrade')}
          </Button>
        </p>
      )}
    </fieldset>
  );
}

interface AddingProps {
  readonly grades: readonly number[];
  readonly onAdd: (one: Opened) => void;
  readonly onCancel: () => void;
}

function Adding({ grades, onAdd, onCancel }: AddingProps) {
  const t = useTexts('rollOver');
  const id = useId();
  const [grade, setGrade] = useState(grades[0] ?? 1);
  const [written, setWritten] = useState('');
  const classes = Number(written);
  const sound = written !== '' && Number.isInteger(classes) && classes >= 0 && classes <= MOST_CLASSES;
  return (
    <div className="filters">
      <label htmlFor={`${id}grade`}>{t('gradeOf')}</label>
      <select id={`${id}grade`} value={grade} onChange={({ target }) => setGrade(Number(target.value))}>
        {grades.map((each) => (
          <option key={each} value={each}>
            {t('grade', { grade: each })}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}classes`}>{t('howMany')}</label>
      <input
        id={`${id}classes`}
        type="number"
        min={0}
        max={MOST_CLASSES}
        value={written}
        onChange={({ target }) => setWritten(target.value)}
      />
      <ReadyButton lacks={sound ? [] : [t('howMany')]} onClick={() => onAdd({ grade, classes })}>
        {t('addGrade')}
      </ReadyButton>
      <Button onClick={onCancel}>{t('frame:cancel')}</Button>
    </div>
  );
}
