import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CLOSING_REASONS, DISMISSAL_REASONS } from '#domain/case-commands';
import { codesFor, wordsFor } from '#web/parts/act-choices.ts';
import { fieldsOf } from '#web/parts/act-fields.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Streams whose acts are asked for by forms drawn from what the API says of them. */
const DRAWN = ['cases', 'referrals', 'follow-ups', 'returns'];
/** A form of its own is answered elsewhere and joined by the engine. */
const NOT_ASKED = new Set(['sheet']);

type Tree = { readonly [key: string]: string | Tree };
interface Body {
  readonly properties: { readonly act: { readonly const?: string; readonly enum?: readonly string[] } };
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
const at = (tree: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((found, key) => (found as Tree | undefined)?.[key], tree);

const openapi = read('openapi.json');

function bodiesOf(kind: string): readonly Body[] {
  const { paths } = openapi as { readonly paths: Readonly<Record<string, unknown>> };
  const schema = at(paths[`/api/${kind}/{id}/acts`], 'post.requestBody.content') as {
    readonly 'application/json': { readonly schema: unknown };
  };
  const { oneOf, anyOf } = whole(schema['application/json'].schema) as { oneOf?: Body[]; anyOf?: Body[] };
  return oneOf ?? anyOf ?? [];
}

/** With what it refers to put in its place. */
function whole(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(whole);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref } = schema as { readonly $ref?: string };
  if ($ref !== undefined) return whole(at(openapi, $ref.slice(2).replaceAll('/', '.')));
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, whole(value)]));
}

it('offers as reasons of an ending those alone that the rules take', () => {
  expect(codesFor('recordInterview', 'reasonCode')).toEqual(DISMISSAL_REASONS);
  expect(codesFor('dismiss', 'reasonCode')).toEqual(DISMISSAL_REASONS);
  expect(codesFor('close', 'reasonCode')).toEqual(CLOSING_REASONS);
});

describe.each(['zh', 'en'])('the forms of acts in %s', (language) => {
  const texts = read(`web/texts/${language}/acts.json`);

  it.each(DRAWN)('name every field of an act on %s and every choice in it', (kind) => {
    const asked = bodiesOf(kind).flatMap((body) => {
      const { const: one, enum: several = [] } = body.properties.act;
      const act = one ?? several[0] ?? '';
      return fieldsOf(act, body, codesFor).map((field) => ({ act, field }));
    });
    const nameless = asked
      .filter(({ field }) => !NOT_ASKED.has(field.name))
      .filter(({ act, field: { name } }) =>
        [`field.${act}.${name}`, `field.${name}`].every((key) => typeof at(texts, key) !== 'string'),
      );
    const wordless = asked.flatMap(({ act, field }) =>
      ('codes' in field ? field.codes : [])
        .filter((code) => !/^L[0-4]$/.test(code) && wordsFor(field.name, code) === undefined)
        .filter((code) => typeof at(texts, `choice.${code}`) !== 'string')
        .map((code) => `${act} ${field.name} ${code}`),
    );
    expect(asked.length).toBeGreaterThan(5);
    expect(nameless.map(({ act, field }) => `${act} ${field.name}`)).toEqual([]);
    expect(wordless).toEqual([]);
  });
});
