import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { typesOf } from './codegen/types.ts';
import { describedApi } from './openapi.ts';

it('finds openapi.json as the routes describe it; `npm run openapi` writes it anew', async () => {
  expect(readFileSync('openapi.json', 'utf8')).toBe(await describedApi());
});

it('finds api/openapi.d.ts as openapi.json gives it, and notices a change of the description', async () => {
  const description = readFileSync('openapi.json', 'utf8');
  const types = readFileSync('api/openapi.d.ts', 'utf8');
  expect(types).toBe(await typesOf(description));
  expect(types).not.toBe(await typesOf(description.replace('"displayName"', '"shownName"')));
});

it('names the errors and the key of every act', async () => {
  const { paths } = JSON.parse(await describedApi()) as { paths: Record<string, Record<string, Described>> };
  const acts = Object.entries(paths).filter(([path]) => path.endsWith('/acts'));
  expect(acts.length).toBeGreaterThan(4);
  for (const [path, { post }] of acts) {
    expect(Object.keys(post?.responses ?? {}), path).toEqual(
      expect.arrayContaining(['200', '400', '404', '409', '422', '503']),
    );
    expect(
      post?.parameters?.map(({ name }) => name),
      path,
    ).toContain('idempotency-key');
  }
});

interface Described {
  readonly responses: Readonly<Record<string, unknown>>;
  readonly parameters?: readonly { readonly name: string }[];
}
