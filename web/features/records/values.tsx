import type { Field } from '#programme/field';
import { useSay, useTexts } from '#web/frame/words.ts';
import { usePlaceNames } from '#web/parts/place-input.tsx';
import { type RecordKind, useValueText } from '#web/parts/record-kinds.ts';
import { FileName } from './file-name.tsx';

type Held = Readonly<Record<string, unknown>>;

/** What a record says, field by field; what was left out is not shown. */
export function Values({ kind, values, orgName }: { kind: RecordKind; values: Held; orgName: string }) {
  const t = useTexts('records');
  const say = useSay();
  return (
    <dl className="values">
      <dt>{t('org')}</dt>
      <dd>{orgName}</dd>
      {Object.entries(kind.fields).flatMap(([name, field]) =>
        values[name] === undefined
          ? []
          : [
              <dt key={`${name} label`}>{say(field.label)}</dt>,
              <dd key={name}>
                <One field={field} value={values[name]} />
              </dd>,
            ],
      )}
    </dl>
  );
}

function One({ field, value }: { field: Field; value: unknown }) {
  const text = useValueText();
  const list = Array.isArray(value) ? value : [value];
  if (field.type === 'files') return list.map((id) => <FileName key={String(id)} id={String(id)} />);
  if (field.type === 'place' || field.type === 'places') return <Places codes={list.map(String)} />;
  if (field.type === 'rows') return <Table field={field} rows={list as readonly Held[]} />;
  return text(field, value);
}

function Places({ codes }: { codes: readonly string[] }) {
  const t = useTexts('records');
  const names = new Map(usePlaceNames(codes).map(({ code, name }) => [code, name]));
  return codes.map((code) => names.get(code) ?? code).join(t('frame:comma'));
}

function Table({ field, rows }: { field: Extract<Field, { type: 'rows' }>; rows: readonly Held[] }) {
  const say = useSay();
  const text = useValueText();
  const columns = Object.entries(field.fields);
  return (
    <table className="plain-table">
      <thead>
        <tr>
          {columns.map(([name, { label }]) => (
            <th key={name} scope="col">
              {say(label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // Rows of a kept version never move.
          <tr key={index}>
            {columns.map(([name, inner]) => (
              <td key={name}>{text(inner, row[name])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
