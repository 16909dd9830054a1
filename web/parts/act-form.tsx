import { Button } from 'antd';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import type { Words } from '#domain/words';
import { type Acting, type Recorded, useAct } from '#web/frame/act.ts';
import { now } from '#web/frame/clock.ts';
import { timeText } from '#web/frame/dates.ts';
import { useDraft } from '#web/frame/drafts.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { codesFor } from './act-choices.ts';
import { ActField, type Option } from './act-field.tsx';
import { askedOf, type Field, fieldsOf, missingOf, nested, wants } from './act-fields.ts';
import { ActProblem } from './act-problem.tsx';
import { isTooLong } from './words-field.tsx';

/** An act as permitted-acts describes it. */
export interface PermittedAct {
  readonly act: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Props {
  readonly kind: Acting;
  readonly stream: string;
  readonly permitted: PermittedAct;
  readonly title: Words | undefined;
  /** The duty that it fulfils, if it names one. */
  readonly duty?: string;
  /** What decisions are made against. */
  readonly personVersion: number;
  /** What fields that name something choose from, by field. */
  readonly options?: Readonly<Record<string, readonly Option[]>>;
  readonly preset?: Readonly<Record<string, unknown>>;
  readonly onDone: (recorded: Recorded) => void;
  readonly onCancel?: () => void;
}

type Values = Readonly<Record<string, unknown>>;

/** A form drawn from what the API says of an act; what is typed is kept until it is sent. */
export function ActForm(props: Props) {
  const { kind, stream, permitted, title, options = {}, preset, onDone, onCancel } = props;
  const t = useTexts('acts');
  const say = useSay();
  const fields = useMemo(() => fieldsOf(permitted.act, permitted.body, codesFor), [permitted]);
  const { values, change, keptAt, drop } = useValues(`${stream}/${permitted.act}`, fields, preset);
  const [tried, setTried] = useState(false);
  const { state, perform } = useAct(kind, stream);
  const seen = useSeen(props.personVersion);
  const asked = askedOf(fields, values);
  const missing = missingOf(asked, values);
  const busy = state.at === 'sending' || state.at === 'unsure';
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length > 0 || Object.values(values).some(isTooLong)) return;
    const recorded = await perform(bodyOf({ ...props, personVersion: seen.version }, heldOf(fields, asked, values)));
    if (recorded === null) return seen.told();
    drop();
    onDone(recorded);
  };
  const rule = t(`rule.${permitted.act}`, { defaultValue: '' });
  return (
    <form className="act-form" onSubmit={(event) => void send(event)} noValidate>
      <h2>{say(title) || permitted.act}</h2>
      {rule === '' ? null : <p className="act-rule">{rule}</p>}
      {asked.map((field) => (
        <ActField
          key={field.name}
          act={permitted.act}
          field={field}
          value={values[field.name]}
          onChange={(value) => change(field.name, value)}
          missing={tried && missing.includes(field.name)}
          options={options[field.name]}
        />
      ))}
      <ActProblem state={state} />
      <div className="act-foot">
        <Button type="primary" htmlType="submit" size="large" loading={busy}>
          {t('frame:save')}
        </Button>
        {onCancel === undefined ? null : (
          <Button size="large" onClick={onCancel}>
            {t('frame:cancel')}
          </Button>
        )}
        {keptAt === null ? null : <span className="quiet">{t('kept', { time: timeText(keptAt) })}</span>}
      </div>
    </form>
  );
}

/**
 * What a decision is made against: the stream as it stood when the form was opened, however the page moved meanwhile. Once a refusal has told what
 * changed, the stream as it stands now.
 */
function useSeen(personVersion: number) {
  const [opened, setOpened] = useState<number | null>(personVersion);
  return { version: opened ?? personVersion, told: () => setOpened(null) };
}

/** Without what was typed before another kind was chosen. */
function heldOf(fields: readonly Field[], asked: readonly Field[], values: Values): Values {
  const dropped = new Set(fields.filter((field) => !asked.includes(field)).map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => !dropped.has(name)));
}

function bodyOf({ permitted, duty, personVersion, options = {} }: Props, values: Values) {
  const { act, body } = permitted;
  const stands = (name: string, value: unknown): unknown =>
    options[name]?.find((option) => option.value === value)?.stands ?? value;
  const given = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, stands(name, value)]],
    ),
  );
  return {
    act,
    ...nested(given),
    ...(duty !== undefined && wants(body, 'answers') ? { answers: duty } : {}),
    ...(duty !== undefined && wants(body, 'duty') ? { duty } : {}),
    ...(wants(body, 'against') ? { against: personVersion } : {}),
  };
}

/** What is in the form: presets first, then what was kept of an earlier try, then what is typed. */
function useValues(name: string, fields: ReturnType<typeof fieldsOf>, preset: Values | undefined) {
  const start = (): Values => ({
    ...Object.fromEntries(
      fields.filter(({ kind, needed }) => kind === 'instant' && needed).map((field) => [field.name, now()]),
    ),
    ...Object.fromEntries(
      fields.filter(({ kind, needed }) => kind === 'choices' && !needed).map((field) => [field.name, []]),
    ),
    ...Object.fromEntries(fields.filter(({ kind }) => kind === 'tick').map((field) => [field.name, false])),
    ...preset,
  });
  const [values, setValues] = useState<Values>(start);
  const { found, keptAt, keep, drop } = useDraft<Values>(name);
  useEffect(() => {
    if (found !== undefined && found !== null) setValues((before) => ({ ...before, ...found }));
  }, [found]);
  return {
    values,
    keptAt,
    drop,
    change: (field: string, value: unknown) => {
      const next = { ...values, [field]: value };
      setValues(next);
      keep(next);
    },
  };
}
