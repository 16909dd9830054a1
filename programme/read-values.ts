import { isDay } from '#domain/instant';
import type { Field, Fields, Value, Values } from './field.ts';
import type { Beside, Fault, FaultCode, Kind } from './kind.ts';

/** Codes of organisations and records: no spaces, no markup. */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}_.@/-]{0,63}$/u;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** A control character other than the line feed of a paragraph. Markup is text like any other, and is shown as text. */
function isControl(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (code < 0x20 && character !== '\n') || (code >= 0x7f && code <= 0x9f);
}

export type Read = { readonly values: Values; readonly faults: readonly [] } | { readonly faults: readonly Fault[] };

/** Reads values from outside against the fields of a kind, then the kind's own rules. All faults are said, not the first alone. */
export function readValues(kind: Kind, raw: unknown, beside: Beside): Read {
  const { values, faults } = readFields(kind.fields, raw, '');
  if (faults.length > 0) return { faults };
  const broken = kind.check(values, beside);
  return broken.length > 0 ? { faults: broken } : { values, faults: [] };
}

function readFields(fields: Fields, raw: unknown, at: string): { values: Values; faults: readonly Fault[] } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    return { values: {}, faults: [{ pointer: at, code: 'notList' }] };
  const faults: Fault[] = Object.keys(raw)
    .filter((name) => !Object.hasOwn(fields, name))
    .map((name) => ({ pointer: `${at}/${escaped(name)}`, code: 'unknownField' }));
  const values: Record<string, Value> = {};
  for (const [name, field] of Object.entries(fields)) {
    const pointer = `${at}/${name}`;
    const held: unknown = Object.hasOwn(raw, name) ? Reflect.get(raw, name) : undefined;
    if (held === undefined || held === null || held === '') {
      if (mayBeEmpty(field)) values[name] = [];
      else if (field.optional !== true) faults.push({ pointer, code: 'missing' });
      continue;
    }
    const read = readOne(field, held, pointer);
    if ('value' in read) values[name] = read.value;
    else faults.push(...read.faults);
  }
  return { values, faults };
}

/** A table that may have no rows and is asked for: left out, it has none. No cell of a sheet can say so otherwise. */
export function mayBeEmpty(field: Field): boolean {
  return field.type === 'rows' && field.least === 0 && field.optional !== true;
}

/** RFC 6901, and never long: the name of an unknown field comes from outside. */
function escaped(name: string): string {
  return name.slice(0, 40).replaceAll('~', '~0').replaceAll('/', '~1');
}

type One = { readonly value: Value } | { readonly faults: readonly Fault[] };

function readOne(field: Field, held: unknown, pointer: string): One {
  const wrong = (code: FaultCode): One => ({ faults: [{ pointer, code }] });
  switch (field.type) {
    case 'text':
      return readText(held, field.most, wrong);
    case 'count':
      return readCount(held, field, wrong);
    case 'day':
      return typeof held === 'string' && isDay(held) ? { value: held } : wrong('notDay');
    case 'flag':
      return typeof held === 'boolean' ? { value: held } : wrong('notFlag');
    case 'choice':
      return typeof held === 'string' && Object.hasOwn(field.of, held) ? { value: held } : wrong('notChoice');
    case 'choices':
      return readCodes(held, pointer, Object.keys(field.of).length, (code) =>
        Object.hasOwn(field.of, code) ? null : 'notChoice',
      );
    case 'place':
    case 'record':
      return typeof held === 'string' && CODE.test(held) ? { value: held } : wrong('notCode');
    case 'places':
      return readCodes(held, pointer, field.most, (code) => (CODE.test(code) ? null : 'notCode'));
    case 'files':
      return readCodes(held, pointer, field.most, (code) => (UUID.test(code) ? null : 'notCode'));
    case 'rows':
      return readRows(held, field, pointer, wrong);
    default:
      return field satisfies never;
  }
}

function readText(held: unknown, most: number, wrong: (code: FaultCode) => One): One {
  if (typeof held !== 'string') return wrong('notText');
  const text = held.replaceAll('\r\n', '\n').trim();
  const characters = Array.from(text);
  if (characters.some(isControl)) return wrong('notText');
  if (text === '') return wrong('missing');
  return characters.length > most ? wrong('tooLong') : { value: text };
}

function readCount(
  held: unknown,
  { least, most }: { readonly least: number; readonly most: number },
  wrong: (code: FaultCode) => One,
): One {
  if (typeof held !== 'number' || !Number.isFinite(held)) return wrong('notCount');
  if (held < 0 && least >= 0) return wrong('negative');
  if (!Number.isInteger(held)) return wrong('fraction');
  if (held < least) return wrong('tooSmall');
  return held > most ? wrong('tooLarge') : { value: held };
}

function readCodes(held: unknown, pointer: string, most: number, faultOf: (code: string) => FaultCode | null): One {
  if (!Array.isArray(held)) return { faults: [{ pointer, code: 'notList' }] };
  if (held.length > most) return { faults: [{ pointer, code: 'tooMany' }] };
  const codes: string[] = [];
  const faults: Fault[] = [];
  for (const [index, code] of held.entries()) {
    const fault = typeof code === 'string' ? faultOf(code) : 'notCode';
    if (fault !== null) faults.push({ pointer: `${pointer}/${index}`, code: fault });
    else if (codes.includes(String(code))) faults.push({ pointer: `${pointer}/${index}`, code: 'twice' });
    else codes.push(String(code));
  }
  return faults.length > 0 ? { faults } : { value: codes };
}

function readRows(
  held: unknown,
  { fields, least, most }: { readonly fields: Fields; readonly least: number; readonly most: number },
  pointer: string,
  wrong: (code: FaultCode) => One,
): One {
  if (!Array.isArray(held)) return wrong('notList');
  if (held.length < least) return wrong('tooFew');
  if (held.length > most) return wrong('tooMany');
  const read = held.map((row, index) => readFields(fields, row, `${pointer}/${index}`));
  const faults = read.flatMap((row) => row.faults);
  return faults.length > 0 ? { faults } : { value: read.map((row) => row.values) };
}
