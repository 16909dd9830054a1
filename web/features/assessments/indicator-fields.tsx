import { Button, Input, Radio } from 'antd';
import { type ReactNode, useId } from 'react';
import { formulaWords } from '#programme/assessment/formula-words';
import { useSay, useTexts } from '#web/frame/words.ts';
import type { Draft } from './set-draft.ts';
import { FaultsOf, type SetFaults } from './set-faults.tsx';

interface Props {
  readonly draft: Draft;
  /** From 0, as the API counts. */
  readonly place: number;
  readonly faults: SetFaults | null;
  readonly onDraft: (draft: Draft) => void;
  readonly onDrop: () => void;
}

/** As the API takes them. */
const MOST = { code: 40, zh: 80, en: 80, formula: 2_000 } as const;

/** One indicator: what it is called, how it is measured, what earns its points. */
export function IndicatorFields({ draft, place, faults, onDraft, onDrop }: Props) {
  const t = useTexts('assessments');
  const say = useSay();
  const called = draft.zh === '' ? t('indicatorNumber', { number: place + 1 }) : draft.zh;
  const at = `/indicators/${place}`;
  const text = (field: keyof typeof MOST, pointer: string) => (
    <Labelled label={t(`field.${field}`)} faults={faults} pointer={`${at}/${pointer}`}>
      {(id, described) => (
        <Input
          id={id}
          aria-describedby={described}
          required
          maxLength={MOST[field]}
          value={draft[field]}
          onChange={({ target }) => onDraft({ ...draft, [field]: target.value })}
        />
      )}
    </Labelled>
  );
  return (
    <fieldset className="card indicator-fields">
      <legend>{called}</legend>
      <div className="form-grid">
        {text('zh', 'name/zh-CN')}
        {text('en', 'name/en')}
        {text('code', 'code')}
      </div>
      {text('formula', 'formula')}
      <p className="quiet">{draft.formula.trim() === '' ? t('formulaEmpty') : say(formulaWords(draft.formula))}</p>
      <Measures draft={draft} at={at} faults={faults} onDraft={onDraft} />
      <Button size="small" aria-label={t('dropIndicator', { indicator: called })} onClick={onDrop}>
        {t('drop')}
      </Button>
    </fieldset>
  );
}

const MEASURES = [
  ['weight', 'weight', 0.01],
  ['fullMark', 'fullMark', 'any'],
  ['zeroMark', 'zeroMark', 'any'],
  ['records', 'evidence', 1],
  ['files', 'evidence', 1],
] as const;

function Measures({ draft, at, faults, onDraft }: Pick<Props, 'draft' | 'faults' | 'onDraft'> & { at: string }) {
  const t = useTexts('assessments');
  return (
    <div className="form-grid">
      {MEASURES.map(([field, pointer, step]) => (
        <Labelled key={field} label={t(`field.${field}`)} faults={faults} pointer={`${at}/${pointer}`}>
          {(id, described) => (
            <Input
              id={id}
              aria-describedby={described}
              required
              type="number"
              step={step}
              min={step === 'any' ? undefined : 0}
              value={draft[field]}
              onChange={({ target }) => onDraft({ ...draft, [field]: target.value })}
            />
          )}
        </Labelled>
      ))}
      <div className="field" role="group" aria-label={t('field.direction')}>
        <span>{t('field.direction')}</span>
        <Radio.Group
          value={draft.direction}
          options={(['higher', 'lower'] as const).map((value) => ({ value, label: t(`direction.${value}`) }))}
          onChange={({ target }) => onDraft({ ...draft, direction: target.value as Draft['direction'] })}
        />
      </div>
    </div>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly faults: SetFaults | null;
  readonly pointer: string;
  readonly children: (id: string, described: string | undefined) => ReactNode;
}

function Labelled({ label, faults, pointer, children }: LabelledProps) {
  const id = useId();
  const wrong = faults?.has(pointer) === true;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id, wrong ? `${id}wrong` : undefined)}
      <FaultsOf faults={faults} pointer={pointer} id={`${id}wrong`} />
    </div>
  );
}
