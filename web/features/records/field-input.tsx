import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import type { Field, Fields } from '#programme/field';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { PlaceInput } from '#web/parts/place-input.tsx';
import type { KindCode } from '#web/parts/record-kinds.ts';
import { FileInput } from './file-input.tsx';

/** Texts longer than this are written in more than one line. */
const ONE_LINE = 200;

const WIDE: ReadonlySet<Field['type']> = new Set(['choices', 'places', 'files']);

type Path = readonly (string | number)[];

/** One value of a form with its label and help; what is wrong with it stands below it. */
export function FieldItem({ path, field, org }: { path: Path; field: Field; org: string }) {
  const say = useSay();
  if (field.type === 'rows') return <Rows path={path} field={field} org={org} />;
  const wide = WIDE.has(field.type) || (field.type === 'text' && field.most > ONE_LINE);
  return (
    <Form.Item
      className={wide ? 'form-wide' : undefined}
      name={[...path]}
      label={say(field.label)}
      required={field.optional !== true}
      extra={field.hint === undefined ? undefined : say(field.hint)}
    >
      {inputOf(field, org, say)}
    </Form.Item>
  );
}

function inputOf(field: Exclude<Field, { type: 'rows' }>, org: string, say: ReturnType<typeof useSay>) {
  switch (field.type) {
    case 'text':
      return field.most > ONE_LINE ? <Input.TextArea rows={3} /> : <Input />;
    case 'count':
      return <InputNumber inputMode="numeric" controls={false} />;
    case 'day':
      return <Input type="date" />;
    case 'flag':
      return <Flag />;
    case 'choice':
      return <Select showSearch={{ optionFilterProp: 'label' }} allowClear options={optionsOf(field.of, say)} />;
    case 'choices':
      return <Ticks of={field.of} />;
    case 'place':
      return <PlaceInput kinds={field.kinds} mine={field.kinds.includes('class')} />;
    case 'places':
      return <PlaceInput kinds={field.kinds} many />;
    case 'record':
      return <RecordInput kind={field.kind as KindCode} />;
    case 'files':
      return <FileInput org={org} purpose={field.purpose} most={field.most} />;
    default:
      return field satisfies never;
  }
}

function optionsOf(of: Extract<Field, { type: 'choice' }>['of'], say: ReturnType<typeof useSay>) {
  return Object.entries(of).map(([value, label]) => ({ value, label: say(label) }));
}

interface Bound<T> {
  readonly id?: string;
  readonly value?: T;
  readonly onChange?: (value: T | undefined) => void;
}

function Flag({ id, value, onChange }: Bound<boolean>) {
  const t = useTexts('records');
  const options = [
    { value: true, label: t('frame:yes') },
    { value: false, label: t('frame:no') },
  ];
  return <Radio.Group id={id} value={value} onChange={({ target }) => onChange?.(target.value)} options={options} />;
}

/** Boxes to tick. Whether one must is said by the label: a group knows no `aria-required` (ARIA 1.2), which a form would set. */
function Ticks({ of, id, value, onChange }: Bound<string[]> & { of: Extract<Field, { type: 'choice' }>['of'] }) {
  const say = useSay();
  return (
    <div id={id}>
      <Checkbox.Group value={value ?? []} onChange={onChange} options={optionsOf(of, say)} />
    </div>
  );
}

/** Another record, by what people call it; the value is its code. */
function RecordInput({ kind, id, value, onChange }: Bound<string> & { kind: KindCode }) {
  const [like, setLike] = useState('');
  const asked = like.trim().slice(0, 40);
  const found = useQuery({
    queryKey: ['records', kind, 'lookup', asked],
    queryFn: () =>
      ask(() =>
        api.GET('/api/records/{kind}', {
          params: {
            path: { kind },
            query: { order: 'newest', limit: '20', ...(asked === '' ? {} : { like: asked }) },
          },
        }),
      ),
  });
  const options = found.data?.items.flatMap(({ code, values, orgName }) =>
    code === null ? [] : [{ value: code, label: labelOf(code, values, orgName) }],
  );
  return (
    <Select
      id={id}
      value={value}
      onChange={onChange}
      allowClear
      showSearch={{ filterOption: false, onSearch: setLike }}
      loading={found.isFetching}
      options={options ?? []}
    />
  );
}

function labelOf(code: string, { title, name }: Readonly<Record<string, unknown>>, orgName: string): string {
  const called = [title, name].find((each) => typeof each === 'string' && each !== code);
  return [code, called, orgName].filter((part) => typeof part === 'string').join(' · ');
}

/** A small table inside a record: a line for each entry. */
function Rows({ path, field, org }: { path: Path; field: Extract<Field, { type: 'rows' }>; org: string }) {
  const t = useTexts('records');
  const say = useSay();
  const fields: Fields = field.fields;
  return (
    <section className="form-wide" aria-label={say(field.label)}>
      <h2>{say(field.label)}</h2>
      <Form.List name={[...path]}>
        {(entries, { add, remove }, { errors }) => (
          <>
            {entries.map(({ key, name }) => (
              <div className="form-row" key={key}>
                {Object.entries(fields).map(([each, inner]) => (
                  // Inside the list names begin at the list itself.
                  <FieldItem key={each} path={[name, each]} field={inner} org={org} />
                ))}
                <Button type="text" onClick={() => remove(name)} aria-label={t('removeRow', { row: name + 1 })}>
                  {t('remove')}
                </Button>
              </div>
            ))}
            <Form.ErrorList errors={errors} />
            <Button onClick={() => add({})}>{t('addRow', { of: say(field.label) })}</Button>
          </>
        )}
      </Form.List>
    </section>
  );
}
