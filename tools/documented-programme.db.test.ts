import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { PROGRAMME_ITEMS } from '#domain/programme-access';
import type { Caller } from './testing/api-city.ts';
import { key } from './testing/campaign-city.ts';
import { accessTable, type DocumentedStep, stepsIn } from './testing/documented.ts';
import { programmeCity } from './testing/programme-city.ts';
import { periodAsked } from './report.ts';

const programme = readFileSync('docs/programme.md', 'utf8');
const { as, clock } = await programmeCity();
const known = new Map<string, string>();

/** A text with the names of earlier steps filled in. */
function filled(text: string): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => known.get(name) ?? whole);
}

/** What goes on by itself has come to rest. */
async function rested(who: Caller, turn: string): Promise<void> {
  await vi.waitFor(async () => {
    const { state } = (await who.get(`/api/roll-overs/${turn}`)).json();
    expect(state).not.toBe('running');
  }, 20_000);
}

async function does({ user, method, path, body, keeps }: DocumentedStep): Promise<void> {
  const who = await as(user);
  const sent = body === null ? {} : JSON.parse(filled(body));
  const answer =
    method === 'GET'
      ? await who.get(filled(path))
      : await who[method === 'PUT' ? 'put' : 'post'](filled(path), sent, key());
  expect([200, 202], `${user}: ${method} ${path} ${answer.body}`).toContain(answer.statusCode);
  if (answer.statusCode === 202) await rested(who, String(answer.json().id));
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

  it('leads its turn of the school year to its end', async () => {
    const section = programme.split(/^## /m).find((part) => part.startsWith('学年交接')) ?? '';
    const head = await as('head');
    const [school] = (await head.get('/api/organisations?code=999001001')).json().items;
    const [pupil] = (await head.get('/api/students?org=999001001-0701')).json().items;
    known.set('school', school.id).set('pupil', pupil.id);
    clock.at = Date.UTC(2027, 8, 1, 2);
    for (const step of stepsIn(section)) await does(step);
    const { items } = (await head.get(`/api/students/${pupil.id}/places`)).json();
    expect(items.at(-1)).toMatchObject({ since: '2027-09-01', class: '999001001-0701', grade: 7 });
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
