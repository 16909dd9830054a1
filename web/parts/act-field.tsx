import { useId } from 'react';
import { localInstant, localText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { wordsFor } from './act-choices.ts';
import type { Field } from './act-fields.ts';
import { WordsField } from './words-field.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
  /** What the body has for it, where that is not the value itself. */
  readonly stands?: object;
}

interface Props {
  readonly act: string;
  readonly field: Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly missing: boolean;
  /** People, hospitals, proposals: what a field that names something chooses from. */
  readonly options?: readonly Option[];
}

const FEW = 6;

/** One field of an act: native controls, large enough for a thumb, with what is wrong beneath. */
export function ActField(props: Props) {
  const { act, field, missing } = props;
  const t = useTexts('acts');
  const id = useId();
  const label = t([`field.${act}.${field.name}`, `field.${field.name}`], { defaultValue: field.name });
  const grouped =
    field.kind === 'choices' || (field.kind === 'choice' && props.options === undefined && field.codes.length <= FEW);
  const hint = t([`hint.${act}.${field.name}`, `hint.${field.name}`], { defaultValue: '' });
  const head = (
    <>
      {label}
      {field.needed ? null : <span className="quiet"> {t('optional')}</span>}
    </>
  );
  const below = (
    <>
      {hint === '' ? null : <p className="quiet field-hint">{hint}</p>}
      {missing ? (
        <p className="field-missing" role="alert">
          {t('missing')}
        </p>
      ) : null}
    </>
  );
  if (grouped)
    return (
      <fieldset className="field" aria-invalid={missing}>
        <legend>{head}</legend>
        <Choices {...props} />
        {below}
      </fieldset>
    );
  return (
    <div className="field">
      {field.kind === 'tick' ? null : <label htmlFor={id}>{head}</label>}
      <Control {...props} id={id} label={label} />
      {below}
    </div>
  );
}

/** What a code is called. */
export function useCodeText() {
  const t = useTexts('acts');
  const say = useSay();
  return (field: string, code: string): string =>
    /^L[0-4]$/.test(code)
      ? t(`frame:level.${code}`)
      : say(wordsFor(field, code)) || t(`choice.${code}`, { defaultValue: code });
}

function Choices({ field, value, onChange, options }: Props) {
  const name = useId();
  const text = useCodeText();
  const codes = 'codes' in field ? field.codes : [];
  const listed: readonly Option[] = options ?? codes.map((code) => ({ value: code, label: text(field.name, code) }));
  const many = field.kind === 'choices';
  const chosen: readonly unknown[] = many ? (Array.isArray(value) ? value : []) : [value];
  const choose = (code: string) => {
    if (!many) return onChange(code);
    onChange(chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code]);
  };
  return (
    <div className="choices">
      {listed.map(({ value: code, label }) => (
        <label key={code} className={chosen.includes(code) ? 'choice choice-on' : 'choice'}>
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(code)}
            onChange={() => choose(code)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}

function Control({ field, value, onChange, options, id, label }: Props & { id: string; label: string }) {
  const t = useTexts('acts');
  const text = useCodeText();
  const typed = typeof value === 'string' ? value : '';
  if (field.kind === 'tick')
    return (
      <label className="choice">
        <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.target.checked)} />
        {label}
      </label>
    );
  if (field.kind === 'words') return <WordsField id={id} rows={4} value={typed} onChange={onChange} />;
  if (field.kind === 'instant')
    return (
      <input
        id={id}
        type="datetime-local"
        value={typeof value === 'number' ? localText(value) : ''}
        onChange={(event) => onChange(localInstant(event.target.value))}
      />
    );
  if (field.kind === 'number')
    return (
      <input
        id={id}
        type="number"
        min={1}
        value={typeof value === 'number' ? value : ''}
        onChange={(event) => onChange(event.target.value === '' ? undefined : Number(event.target.value))}
      />
    );
  const list =
    options ?? ('codes' in field ? field.codes.map((code) => ({ value: code, label: text(field.name, code) })) : []);
  if (list.length > 0 || field.kind === 'person')
    return (
      <select
        id={id}
        value={typed}
        onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      >
        <option value="">{t('choose')}</option>
        {list.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
    );
  return <input id={id} type="text" maxLength={64} value={typed} onChange={(event) => onChange(event.target.value)} />;
}
