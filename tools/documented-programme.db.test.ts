import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROGRAMME_ITEMS } from '#domain/programme-access';
import { key } from './testing/campaign-city.ts';
import { accessTable, type DocumentedStep, stepsIn } from './testing/documented.ts';
import { programmeCity } from './testing/programme-city.ts';
import { periodAsked } from './report.ts';

const programme = readFileSync('docs/programme.md', 'utf8');
const { as } = await programmeCity();
const known = new Map<string, string>();

/** A text with the names of earlier steps filled in. */
function filled(text: string): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => known.get(name) ?? whole);
}

async function does({ user, method, path, body, keeps }: DocumentedStep): Promise<void> {
  const who = await as(user);
  const sent = body === null ? {} : JSON.parse(filled(body));
  const answer =
    method === 'GET'
      ? await who.get(filled(path))
      : await who[method === 'PUT' ? 'put' : 'post'](filled(path), sent, key());
  expect(answer.statusCode, `${user}: ${method} ${path} ${answer.body}`).toBe(200);
  for (const [name, place] of keeps) {
    const found = place.split('.').reduce<unknown>((held, step) => Reflect.get(Object(held), step), answer.json());
    expect(found, `${name} of ${path}`).toEqual(expect.any(String));
    known.set(name, String(found));
  }
}

describe('docs/programme.md', () => {
  it('shows who records, approves and reads what as the API asks it', () => {
    // The formatter lines its columns up.
    const plain = programme.replaceAll(/-{3,}/g, '---').replaceAll(/ +/g, ' ');
    expect(plain).toContain(`\n${accessTable()}\n`);
  });

  it.each([...PROGRAMME_ITEMS])('leads its example of %s to its end', async (item) => {
    const section = programme.split(/^### /m).find((part) => part.startsWith(`${item} `)) ?? '';
    const steps = stepsIn(section);
    expect(steps.length).toBeGreaterThan(1);
    for (const step of steps) await does(step);
  });

  it('is told of a step that the API does not take', async () => {
    const wrong = '```request\nhead: POST /api/records/lead\n{"org": "999001001", "values": {}}\n```';
    const [step] = stepsIn(wrong);
    if (step === undefined) expect.fail('no step was read');
    await expect(does(step)).rejects.toThrow('valuesInvalid');
    expect(() => stepsIn('```request\nGET /api/me\n```')).toThrow('no request');
  });
});

describe('docs/reports.md', () => {
  const reports = readFileSync('docs/reports.md', 'utf8');

  it('names options of the command that it knows', () => {
    const options = [...reports.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name);
    const source = readFileSync('tools/report.ts', 'utf8');
    expect(options.length).toBeGreaterThan(5);
    for (const option of options.filter((name) => name !== ''))
      expect(source, option).toMatch(new RegExp(`['{ ]${option}'?: `));
    const [, from = '', to = ''] = /--from (\S+) --to (\S+)`/.exec(reports) ?? [];
    expect(periodAsked({ from, to })).toEqual({ from: '2024-01-01', to: '2025-07-10' });
  });

  it('begins, writes, refreshes and hands in a report as its commands say', async () => {
    const city = await as('city-programme');
    const bodies = [...reports.matchAll(/-d '([\s\S]*?)'/g)].map(([, body = '']) => JSON.parse(body) as object);
    const [begin = {}, write = {}, refresh = {}] = bodies;
    const begun = await city.post('/api/reports', begin, key());
    expect(begun.statusCode, begun.body).toBe(200);
    const url = `/api/reports/${begun.json().id}`;
    const written = await city.put(`${url}/blocks/outlook-1`, write, key());
    expect(written.statusCode, written.body).toBe(200);
    expect((await city.get(`${url}/moved`)).statusCode).toBe(200);
    const refreshed = await city.post(`${url}/refresh`, refresh, key());
    expect(refreshed.statusCode, refreshed.body).toBe(200);
  });
});
