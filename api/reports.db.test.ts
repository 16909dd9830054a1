import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { key } from '#tools/testing/campaign-city';
import {
  activity,
  begun,
  complete,
  does,
  frozen,
  ok,
  OTHER,
  reportCity,
  SCHOOL,
  seen,
  type Shown,
  SLOW,
} from '#tools/testing/report-desk';
import { partsIn, readWord } from '#tools/testing/word-file';

const { as, county, database, filed } = await reportCity();
const writer = await as('school-programme');
const city = await as('city-programme');
const signer = await as('signer');
const cityHead = await as('city');
let record = '';
let photo = '';

beforeAll(async () => {
  photo = await filed(SCHOOL);
  const values = { ...activity(640), photos: [photo], consent: true };
  const kept = await county.post('/api/records/activity', { org: SCHOOL, values }, key());
  if (kept.statusCode !== 200) throw new Error(kept.body);
  record = kept.json().record;
});

async function signedTwice(draft: Shown): Promise<Shown> {
  const complete_ = await complete(city, draft);
  const against = complete_.version;
  await ok(await does(city, draft.id, 'submit', { against }));
  await ok(await does(signer, draft.id, 'sign', { against }));
  return frozen(draft.id, cityHead, against);
}

let draft: Shown;
let bytes: Buffer;

it('leads a report of the city from draft to Word, signed by two people who did not write it', {
  timeout: SLOW,
}, async () => {
  draft = await begun(city, { org: '999000', addressed: ['999001'] });
  expect(draft).toMatchObject({ state: 'draft', version: 1, duties: [{ kind: 'reportDraft' }] });
  expect(draft.figures.find(({ code }) => code === 'activities.heads.publicity')).toMatchObject({
    value: 640,
    rows: 1,
  });
  expect(draft.faults).toMatchObject([{ code: 'stillOpen' }]);
  expect((await does(city, draft.id, 'submit', { against: 1 })).json()).toMatchObject({ code: 'reportIncomplete' });
  const ready = await complete(city, draft);
  const against = ready.version;
  expect((await does(signer, draft.id, 'sign', { against })).json()).toMatchObject({ code: 'wrongStage' });
  const submitted = await ok(await does(city, draft.id, 'submit', { against }));
  expect(submitted).toMatchObject({ state: 'submitted', duties: [{ kind: 'reportFirstSign' }] });
  expect((await does(cityHead, draft.id, 'sign', { against })).json()).toMatchObject({ code: 'wrongRole' });
  const first = await ok(await does(signer, draft.id, 'sign', { against }));
  expect(first).toMatchObject({ state: 'signed', duties: [{ kind: 'reportSecondSign' }] });
  expect((await does(signer, draft.id, 'sign', { against })).json()).toMatchObject({ code: 'alreadySigned' });
  const report = await frozen(draft.id, cityHead, against);
  expect(report).toMatchObject({ state: 'frozen', number: '心教报〔2026〕1号', duties: [] });
  const people = report.signatures.map(({ person }) => person);
  expect(new Set(people).size).toBe(2);

  const answer = await cityHead.get(`/api/reports/${draft.id}/word`);
  expect(answer.statusCode).toBe(200);
  bytes = answer.rawPayload;
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(report.files?.word.sha256);
  const { paragraphs, figures } = readWord(bytes);
  expect(figures).toContainEqual(['activities.heads.publicity', '640人次']);
  expect(paragraphs.join('\n')).toContain('心教报〔2026〕1号');
  expect(paragraphs.join('\n')).toContain(report.signatures[1]?.name);
  expect(paragraphs.join('\n')).toContain('2026年6月30日');
  const book = await cityHead.get(`/api/reports/${draft.id}/workbook`);
  expect(createHash('sha256').update(book.rawPayload).digest('hex')).toBe(report.files?.workbook.sha256);
  const cells = [...partsIn(book.rawPayload).values()].join('');
  expect(cells).toContain('activities.heads.publicity_came');
  expect(cells).toContain('与上年同期比较');
  const data = (await cityHead.get(`/api/reports/${draft.id}/document.json`)).json();
  expect(data.figures).toContainEqual(
    expect.objectContaining({ code: 'activities.heads.publicity', value: 640, rows: 1, version: expect.any(String) }),
  );
});

it('changes nothing of it afterwards, keeps what it rests on, and shows it to whom it is addressed', async () => {
  const { version: against } = await seen(draft.id, cityHead);
  const edit = { against, text: '事后改一句。' };
  expect((await city.put(`/api/reports/${draft.id}/blocks/outlook-1`, edit, key())).json()).toMatchObject({
    code: 'wrongStage',
  });
  for (const what of ['refresh', 'submit', 'withdraw'])
    expect((await does(city, draft.id, what, what === 'withdraw' ? {} : { against })).statusCode).toBeGreaterThan(400);
  await expect(database.admin`update reports set why = 'x' where id = ${draft.id}`).rejects.toThrow();
  await expect(
    database.admin`update report_versions set act = 'edited' where report_id = ${draft.id}`,
  ).rejects.toThrow();
  // What it rests on stays, unless a child is not to be shown.
  const withdraw = (id: string, because: string) => county.post(`/api/files/${id}/withdraw`, { because });
  const [{ word_file: own }] = await database.admin<
    [{ word_file: string }]
  >`select word_file from reports where id = ${draft.id}`;
  expect((await county.get(`/api/files/${own}`)).json()).toMatchObject({ purpose: 'report', type: 'docx' });
  expect((await withdraw(photo, 'mistaken')).json()).toMatchObject({ code: 'fileFrozen', status: 409 });
  const other = await filed(OTHER);
  expect((await withdraw(other, 'mistaken')).statusCode).toBe(200);
  expect((await cityHead.post(`/api/files/${own}/withdraw`, { because: 'consentWithdrawn' })).json()).toMatchObject({
    code: 'fileFrozen',
  });
  // A county that it is addressed to reads what was signed; who is not addressed finds nothing.
  expect((await seen(draft.id, county)).number).toBe('心教报〔2026〕1号');
  expect((await writer.get(`/api/reports/${draft.id}`)).statusCode).toBe(404);
  expect((await county.get(`/api/reports/${draft.id}/versions`)).json().items).toHaveLength(1);
});

it('is corrected by another version with its reason, when a record moves exactly its figures', {
  timeout: SLOW,
}, async () => {
  // One record is corrected afterwards: the frozen report stands, its correction moves exactly one figure.
  const values = { against: 1, why: '复核人次', values: { ...activity(650), photos: [photo], consent: true } };
  expect((await county.put(`/api/records/activity/${record}`, values, key())).statusCode).toBe(200);
  const { items } = (await city.get(`/api/reports/${draft.id}/moved`)).json();
  expect(items).toMatchObject([
    { code: 'activities.heads.publicity', was: { value: 640 }, now: { value: 650 } },
    { code: 'activities.heads.publicity@999001', was: { value: 640 }, now: { value: 650 } },
    { code: 'activities.heads.publicity_diff', was: { value: 640 }, now: { value: 650 } },
  ]);
  const next = await ok(
    await does(city, draft.id, 'corrections', { why: '一条活动记录的人次经复核更正', dueOn: '2026-07-20' }),
  );
  expect(next).toMatchObject({ state: 'draft', edition: 2, corrects: draft.id });
  expect(next.blocks[0]?.text).toContain('本件更正心教报〔2026〕1号');
  expect(next.figures.find(({ code }) => code === 'activities.heads.publicity')?.value).toBe(650);
  expect(
    (await does(city, draft.id, 'corrections', { why: '再来一次也不行', dueOn: '2026-07-20' })).json(),
  ).toMatchObject({
    code: 'reportExists',
  });
  expect((await seen(draft.id, city)).supersededBy).toBeNull();
  const corrected = await signedTwice(next);
  expect(corrected.number).toBe('心教报〔2026〕2号');
  expect(await seen(draft.id, city)).toMatchObject({ supersededBy: next.id, state: 'frozen' });
  const again = await cityHead.get(`/api/reports/${draft.id}/word`);
  expect(again.rawPayload.equals(bytes)).toBe(true);
});
