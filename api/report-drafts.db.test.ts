import { beforeAll, expect, it } from 'vitest';
import { key } from '#tools/testing/campaign-city';
import {
  activity,
  begun,
  complete,
  does,
  FORM,
  ok,
  OTHER,
  period,
  reportCity,
  SCHOOL,
} from '#tools/testing/report-desk';

const { as, county, filed } = await reportCity();
const writer = await as('school-programme');
const head = await as('head');
const supervisor = await as('county');
const city = await as('city-programme');
const inspector = await as('inspector');

beforeAll(async () => {
  const kept = await county.post('/api/records/activity', { org: SCHOOL, values: activity(640) }, key());
  if (kept.statusCode !== 200) throw new Error(kept.body);
});

it('is not signed while a figure has moved, until it was given back and counted anew', async () => {
  const draft = await begun(writer, { org: SCHOOL, form: { ...FORM, office: null } });
  const ready = await complete(writer, draft);
  const against = ready.version;
  await ok(await does(writer, draft.id, 'submit', { against }));
  const kept = await county.post(
    '/api/records/activity',
    { org: SCHOOL, values: { ...activity(30), title: '补登的讲座' } },
    key(),
  );
  expect(kept.statusCode).toBe(200);
  const refused = (await does(head, draft.id, 'sign', { against })).json();
  expect(refused).toMatchObject({
    code: 'figuresMoved',
    facts: { figures: expect.arrayContaining(['activities.heads.publicity', 'activities.times.publicity']) },
  });
  const back = await ok(await does(head, draft.id, 'return', { against, why: '数据有变化，请刷新' }));
  expect(back).toMatchObject({ state: 'draft', duties: [{ kind: 'reportDraft' }] });
  const fresh = await ok(await does(writer, draft.id, 'refresh', { against: back.version }));
  expect((await writer.get(`/api/reports/${draft.id}/moved`)).json().items).toEqual([]);
  expect(fresh.blocks.find(({ id }) => id === 'outlook-1')?.text).toBe('继续健全机制，补齐短板。');
  await ok(await does(writer, draft.id, 'submit', { against: fresh.version }));
  const signed = await ok(await does(head, draft.id, 'sign', { against: fresh.version }));
  expect(signed.signatures).toHaveLength(1);
  const history = (await head.get(`/api/reports/${draft.id}/versions`)).json().items;
  expect(history.map(({ act }: { act: string }) => act)).toEqual(['drafted', 'edited', 'returned', 'refreshed']);
  expect(history[2].why).toBe('数据有变化，请刷新');
});

it('takes no figure that is typed, no markup that runs, no control characters and no endless text', async () => {
  const draft = await begun(county, { org: '999001' });
  const put = async (text: string, block = 'activities-1') =>
    county.put(`/api/reports/${draft.id}/blocks/${block}`, { against: draft.version, text }, key());
  const faults = async (text: string, block?: string) => {
    const answer = await put(text, block);
    expect(answer.statusCode, answer.body).toBe(422);
    return answer.json().pointers.map(({ code }: { code: string }) => code);
  };
  const own = draft.blocks.find(({ id }) => id === 'activities-1')?.editable ?? '';
  expect(own).toContain('{{activities.heads.publicity}}');
  expect(await faults(own.replace('{{activities.heads.publicity}}', '999999人次'))).toEqual(['figureDropped']);
  expect(await faults(own.replace('{{activities.heads.publicity}}', '9{{activities.heads.publicity}}'))).toEqual([
    'numberBesideFigure',
  ]);
  expect(await faults(`${own}{{made.up}}`)).toEqual(['figureUnknown']);
  expect(await faults(`${own}\u0007`)).toEqual(['characterRefused']);
  expect(await faults(`${own}\u202e`)).toEqual(['characterRefused']);
  expect(await faults('字'.repeat(10_000), 'outlook-1')).toEqual(['textTooLong']);
  expect(await faults('一', 'parts-table')).toEqual(['notEditable']);
  expect((await put('a'.repeat(20_001), 'outlook-1')).statusCode).toBe(400);
  const forged = { against: 1, text: 'x', figures: { 'activities.heads.publicity': 1 } };
  expect((await county.put(`/api/reports/${draft.id}/blocks/outlook-1`, forged, key())).statusCode).toBe(400);
  const markup = await ok(await put('<script>alert(1)</script>&<w:p/>', 'outlook-1'));
  expect(markup.blocks.find(({ id }) => id === 'outlook-1')?.text).toBe('<script>alert(1)</script>&<w:p/>');
  const stale = await put('又一次');
  expect(stale.json()).toMatchObject({ code: 'stale', facts: { version: 2 } });
});

it('gives reports to those who keep them and their offices, and begins none elsewhere or twice', async () => {
  const again = await writer.post('/api/reports', { kind: 'annual', ...period, org: SCHOOL, form: FORM }, key());
  expect(again.json()).toMatchObject({ code: 'reportExists' });
  expect((await writer.post('/api/reports', { kind: 'annual', ...period, org: OTHER }, key())).statusCode).toBe(404);
  expect((await inspector.post('/api/reports', { kind: 'annual', ...period, org: SCHOOL }, key())).statusCode).toBe(
    403,
  );
  const backwards = { kind: 'annual', org: SCHOOL, from: '2026-06-30', to: '2026-01-01', dueOn: '2026-07-20' };
  expect((await writer.post('/api/reports', backwards, key())).statusCode).toBe(400);
  const [mine] = (await writer.get('/api/reports')).json().items;
  expect(mine).toMatchObject({ org: SCHOOL, kind: 'schoolReport' });
  expect((await writer.get('/api/reports')).json().items).toHaveLength(1);
  expect((await supervisor.get('/api/reports')).json().items.map(({ org }: { org: string }) => org)).toContain(SCHOOL);
  const empty = await begun(county, { org: OTHER, from: '2020-01-01', to: '2020-12-31' });
  expect(empty.blocks.map(({ text }) => text).join('')).toContain('没有登记任何');
  const gone = await ok(await does(county, empty.id, 'withdraw', {}));
  expect(gone).toMatchObject({ state: 'withdrawn', duties: [] });
});

it('answers a proposal question by question, and is not signed while one stands open', async () => {
  const plan = {
    proposal: { meeting: '市政协三届二次会议', number: 16, title: '关于加强学生心理健康教育的建议' },
    topics: ['network'],
    questions: [
      { number: 1, text: '如何扩大宣传覆盖面？', topics: ['activities'] },
      { number: 2, text: '经费如何保障？', topics: [] },
    ],
  };
  const marks = { result: 'A', public: true };
  const body = { kind: 'proposalReply', ...period, org: '999000', form: { ...FORM, marks }, plan };
  const draft = await ok(await city.post('/api/reports', body, key()));
  const texts = draft.blocks.map(({ text }) => text).join('\n');
  expect(texts).toContain('关于加强学生心理健康教育的建议');
  expect(texts).toContain('知识宣传');
  const open = draft.blocks.filter((block) => block.open !== null).map(({ id }) => id);
  // No body was recorded here, so nothing is claimed of the network either.
  expect(open).toEqual(['work-network-1', 'question-2-answer']);
  expect((await does(city, draft.id, 'submit', { against: 1 })).json()).toMatchObject({ code: 'reportIncomplete' });
  const one = await ok(
    await city.put(
      `/api/reports/${draft.id}/blocks/work-network-1`,
      { against: 1, text: '市、县、校分级负责。' },
      key(),
    ),
  );
  const answered = {
    ...plan,
    questions: [plan.questions[0], { ...plan.questions[1], topics: ['training', 'closedLoop'] }],
  };
  const two = await ok(
    await city.put(`/api/reports/${draft.id}/plan`, { against: one.version, plan: answered }, key()),
  );
  expect(two.blocks.find(({ id }) => id === 'work-network-1')?.text).toBe('市、县、校分级负责。');
  expect(two.blocks.map(({ id }) => id)).toContain('question-2-closedloop-1');
  const left = two.blocks.filter((block) => block.open !== null).map(({ id }) => id);
  expect(left).toEqual(['question-2-training-1']);
  const whole = await complete(city, two);
  await ok(await does(city, draft.id, 'submit', { against: whole.version }));
});

it('takes no file into a record that is not there, was withdrawn or belongs to a place out of reach', async () => {
  const near = await filed(SCHOOL);
  const far = await filed(OTHER);
  const keep = (photos: readonly string[]) =>
    writer.post(
      '/api/records/activity',
      { org: SCHOOL, values: { ...activity(5), title: '有照片的活动', photos, consent: true } },
      key(),
    );
  for (const wrong of ['00000000-0000-4000-8000-000000000000', far]) {
    const answer = await keep([near, wrong]);
    expect(answer.json()).toMatchObject({
      code: 'valuesInvalid',
      pointers: [{ pointer: '/values/photos/1', code: 'unknownFile' }],
    });
  }
  const kept = await keep([near]);
  expect(kept.statusCode, kept.body).toBe(200);
  expect((await county.post(`/api/files/${near}/withdraw`, { because: 'consentMissing' })).statusCode).toBe(200);
  const again = {
    against: 1,
    why: '再存一次',
    values: { ...activity(6), title: '有照片的活动', photos: [near], consent: true },
  };
  expect((await writer.put(`/api/records/activity/${kept.json().record}`, again, key())).json()).toMatchObject({
    pointers: [{ pointer: '/values/photos/0', code: 'unknownFile' }],
  });
});
