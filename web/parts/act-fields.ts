/** One field of an act as the API describes it (JSON Schema), reduced to what a form must know. */
export type Field = Named &
  (
    | { readonly kind: 'choice' | 'choices'; readonly codes: readonly string[] }
    | { readonly kind: 'words' | 'instant' | 'number' | 'tick' | 'person' | 'code' | 'other' }
  );

interface Named {
  readonly name: string;
  /** While it is asked at all. */
  readonly needed: boolean;
  /** Asked only once that was chosen in the field of this name. */
  readonly when?: { readonly field: string; readonly is: string };
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly format?: string;
  readonly maxLength?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** Of a part that is one of several kinds: with which kind a field goes. */
  readonly goesWith?: Readonly<Record<string, string>>;
}

/** Filled from what is on the page, never asked of a person. */
const KNOWN = new Set(['act', 'answers', 'against', 'duty', 'consent']);

/** Between the name of a part of a body and the name of a field in it: `outcome.result`. */
const IN = '.';

/** The fields that a person fills, in the order of the description. */
export function fieldsOf(
  act: string,
  body: unknown,
  codesFor: (act: string, field: string) => readonly string[],
): readonly Field[] {
  const { properties = {}, required = [], goesWith = {} } = body as Schema; // the API's own JSON Schema of this act
  return Object.entries(properties)
    .filter(([name]) => !KNOWN.has(name))
    .flatMap(([name, schema]): readonly Field[] => {
      const part = partOf(name, schema);
      if (part !== undefined) {
        const must = (part.required ?? []).filter((inner) => required.includes(name) || inner in (part.goesWith ?? {}));
        return fieldsOf(act, { ...part, required: must }, codesFor).map((field) => within(name, field));
      }
      const kind = goesWith[name];
      const { must = false, ...only } =
        kind === undefined ? (ONLY_WHEN[`${act}.${name}`] ?? {}) : { field: 'kind', is: kind };
      const when = 'field' in only ? { when: only } : {};
      if (schema.properties === undefined)
        return [{ ...fieldOf(name, schema, must || required.includes(name), codesFor(act, name)), ...when }];
      // A part that may be left out is somebody else's to fill: a telephone call, entered by duty staff.
      if (!required.includes(name)) return [];
      return fieldsOf(act, schema, codesFor).map((field) => within(name, field));
    });
}

function within(part: string, field: Field): Field {
  const { when } = field;
  const inner = when === undefined ? {} : { when: { ...when, field: `${part}${IN}${when.field}` } };
  return { ...field, ...inner, name: `${part}${IN}${field.name}` };
}

/** Who applies is one of several kinds, each with a field of its own: the kind is chosen, then what goes with it is asked. */
const ONE_OF_SEVERAL = new Set(['applicant']);

/** A part of a body that may be null, or is one of several kinds; undefined: it is no such part. */
function partOf(name: string, { anyOf = [], oneOf }: Schema): Schema | undefined {
  const kinds = oneOf ?? anyOf.find((each) => each.oneOf !== undefined)?.oneOf;
  if (kinds === undefined || !ONE_OF_SEVERAL.has(name)) return anyOf.find((each) => each.properties !== undefined);
  const named = kinds.flatMap(({ properties }) => properties?.['kind']?.const ?? []);
  const parts = kinds.map(({ properties = {} }) => properties);
  const goesWith = parts.flatMap(({ kind, ...rest }) => Object.keys(rest).map((field) => [field, kind?.const ?? '']));
  return {
    properties: Object.assign({}, ...parts, { kind: { type: 'string', enum: named } }) as Record<string, Schema>,
    required: ['kind', ...kinds.flatMap(({ required = [] }) => required.filter((each) => each !== 'kind'))],
    goesWith: Object.fromEntries(goesWith) as Record<string, string>,
  };
}

/** The fields that are asked, as far as it is filled in. */
export function askedOf(fields: readonly Field[], values: Readonly<Record<string, unknown>>): readonly Field[] {
  return fields.filter(({ when }) => when === undefined || values[when.field] === when.is);
}

interface OnlyWhen {
  readonly field: string;
  readonly is: string;
  /** Then the rules want it, though the body may leave it out. */
  readonly must?: boolean;
}

/** Fields that belong to one choice in another field of the same act. */
const ONLY_WHEN: Readonly<Record<string, OnlyWhen>> = {
  'recordContact.guardian': { field: 'with', is: 'guardian', must: true },
  'recordInterview.reasonCode': { field: 'outcome', is: 'noConcern', must: true },
  'acceptCrisisHandOver.guardian': { field: 'to', is: 'guardian', must: true },
  'chooseRoute.hospital': { field: 'choice', is: 'otherHospital' },
  'chooseRoute.basis': { field: 'choice', is: 'otherHospital' },
};

/** Values by field as the body has them: `outcome.result` stands within `outcome`. */
export function nested(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const [part = '', field] = name.split(IN);
    if (field === undefined) body[part] = value;
    else body[part] = { ...(body[part] as object | undefined), [field]: value };
  }
  // A part in which nothing was chosen is left out.
  for (const [part, held] of Object.entries(body)) if (isUntouched(held)) delete body[part];
  return body;
}

function isUntouched(part: unknown): boolean {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return false;
  return Object.values(part).every((value) => Array.isArray(value) && value.length === 0);
}

export function wants(body: unknown, name: string): boolean {
  const { properties = {} } = body as Schema;
  return name in properties;
}

function fieldOf(name: string, described: Schema, needed: boolean, known: readonly string[]): Field {
  const schema = described.anyOf?.find(({ type }) => type !== 'null') ?? described;
  if (schema.type === 'array')
    return { name, kind: 'choices', codes: schema.items?.enum ?? known, needed: (schema.minItems ?? 0) > 0 };
  if (schema.enum !== undefined) return { name, kind: 'choice', codes: schema.enum, needed };
  if (schema.type === 'boolean') return { name, kind: 'tick', needed: false };
  if (schema.type === 'integer') return { name, kind: (schema.maximum ?? 0) > 1e12 ? 'instant' : 'number', needed };
  if (schema.format === 'uuid') return { name, kind: 'person', needed };
  if (schema.type === 'string' && (schema.maxLength ?? 0) > 100) return { name, kind: 'words', needed };
  if (schema.type !== 'string') return { name, kind: 'other', needed };
  return known.length > 0 ? { name, kind: 'choice', codes: known, needed } : { name, kind: 'code', needed };
}

/** What lacks before the act can go out. */
export function missingOf(fields: readonly Field[], values: Readonly<Record<string, unknown>>): readonly string[] {
  return fields
    .filter(({ name, needed }) => {
      const value = values[name];
      const empty =
        value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
      return needed && empty;
    })
    .map(({ name }) => name);
}
