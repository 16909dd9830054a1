import { expect } from 'vitest';
import { keepFile } from '#db/files/keep-file';
import type { Caller } from './api-city.ts';
import { key } from './campaign-city.ts';
import { programmeCity } from './programme-city.ts';

/* What tests of reports share: a city at the end of June 2026, and a report as its callers see it. */

export const SCHOOL = '999001001';
export const OTHER = '999001002';
/** The files are made by a process that loads everything anew. */
export const SLOW = 400_000;

/** The small city, and a way to hand in a photo for a school of its county. Call it at the top of a test file. */
export async function reportCity() {
  const city = await programmeCity();
  const { as, clock, database, parts } = city;
  clock.at = Date.parse('2026-06-30T09:00:00+08:00');
  const county = await as('programme');
  const filed = async (code: string): Promise<string> => {
    const person: string = (await county.get('/api/me')).json().person;
    const [org] = await database.admin<
      [{ id: string; path: string }]
    >`select id, path from organisations where code = ${code}`;
    const context = { person, role: 'programmeAdministrator' as const, org: org.id, path: org.path };
    const what = { org, purpose: 'photo' as const, type: 'jpeg' as const, name: 'a.jpg', by: person, at: clock.at };
    const file = { ...what, bytes: Buffer.from(`photo of ${code}`) };
    return (await parts.db.transaction(context, (tx) => keepFile(tx, parts.keyring, file))).id;
  };
  return { ...city, county, filed };
}

export const activity = (heads: number) => ({
  topic: 'publicity',
  title: '宣传月讲座',
  day: '2026-05-20',
  place: '操场',
  times: 2,
  heads,
  counted: 'personTimes',
  audience: ['pupils'],
});
export const FORM = {
  addressees: ['心桥市人民政府'],
  word: '心教报',
  contact: { name: '周以宁', phone: '000-1234567' },
  copies: [{ to: '市政府办公室', count: 2 }],
  office: '心桥市教育局办公室',
};
export const period = { from: '2026-01-01', to: '2026-06-30', dueOn: '2026-07-20' };
export interface Shown {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly number: string | null;
  readonly supersededBy: string | null;
  readonly blocks: readonly { id: string; text: string | null; editable: string | null; open: string | null }[];
  readonly figures: readonly { code: string; value: number; rows: number | null; opens: string | null }[];
  readonly faults: readonly { pointer: string; code: string }[];
  readonly signatures: readonly { step: string; name: string; person: string }[];
  readonly duties: readonly { kind: string; holder: string }[];
  readonly freezing: { state: string; progress: number; total: number; fault: string | null } | null;
  readonly files: { word: { sha256: string; size: number }; workbook: { sha256: string } } | null;
}

export async function ok(answer: Awaited<ReturnType<Caller['post']>>): Promise<Shown> {
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}
export const seen = async (id: string, who: Caller): Promise<Shown> => ok(await who.get(`/api/reports/${id}`));
export const does = (who: Caller, id: string, what: string, body: object) =>
  who.post(`/api/reports/${id}/${what}`, body, key());

export async function begun(who: Caller, more: object): Promise<Shown> {
  return ok(await who.post('/api/reports', { kind: 'annual', ...period, form: FORM, ...more }, key()));
}

/** Writes what is open, so that it can be handed in. */
export async function complete(who: Caller, report: Shown): Promise<Shown> {
  let now = report;
  for (const { id } of report.blocks.filter(({ open }) => open !== null)) {
    const body = { against: now.version, text: '继续健全机制，补齐短板。' };
    now = await ok(await who.put(`/api/reports/${report.id}/blocks/${id}`, body, key()));
  }
  expect(now.faults).toEqual([]);
  return now;
}

export async function frozen(id: string, who: Caller, against: number): Promise<Shown> {
  await ok(await does(who, id, 'sign', { against }));
  await expect
    .poll(async () => (await seen(id, who)).freezing?.state, { timeout: SLOW, interval: 500 })
    .not.toBe('running');
  const report = await seen(id, who);
  expect(report.freezing, JSON.stringify(report.freezing)).toMatchObject({ state: 'done', fault: null });
  return report;
}
