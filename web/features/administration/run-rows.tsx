import { Button } from 'antd';
import { useTexts } from '#web/frame/words.ts';

/** A named run of days, both ends included. */
export interface Run {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

interface Props {
  readonly year: number;
  readonly label: string;
  readonly runs: readonly Run[];
  readonly onRuns: (next: readonly Run[]) => void;
  /** Each is one day. */
  readonly single?: boolean;
}

/** Rows of runs that can be added and taken away. */
export function RunRows({ year, label, runs, onRuns, single = false }: Props) {
  const t = useTexts('administration');
  const set = (index: number, change: Partial<Run>) =>
    onRuns(runs.map((run, at) => (at === index ? { ...run, ...change } : run)));
  const span = { type: 'date', min: `${year}-01-01`, max: `${year}-12-31`, className: 'text-input' };
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {runs.map((run, index) => {
        const of = { label, number: index + 1 };
        return (
          // Rows have no name of their own but their place.
          <div key={index} className="admin-run">
            <input
              className="text-input"
              aria-label={t('calendar.nameOf', of)}
              placeholder={t('calendar.name')}
              maxLength={40}
              value={run.name}
              onChange={({ target }) => set(index, { name: target.value })}
            />
            <input
              {...span}
              aria-label={t(single ? 'calendar.dayOf' : 'calendar.fromOf', of)}
              value={run.from}
              onChange={({ target }) =>
                set(index, single || run.to === '' ? { from: target.value, to: target.value } : { from: target.value })
              }
            />
            {single ? null : (
              <input
                {...span}
                aria-label={t('calendar.toOf', of)}
                value={run.to}
                onChange={({ target }) => set(index, { to: target.value })}
              />
            )}
            <Button aria-label={t('calendar.drop', of)} onClick={() => onRuns(runs.filter((_run, at) => at !== index))}>
              ✕
            </Button>
          </div>
        );
      })}
      <Button onClick={() => onRuns([...runs, { name: '', from: '', to: '' }])}>{t('calendar.addRow')}</Button>
    </fieldset>
  );
}
