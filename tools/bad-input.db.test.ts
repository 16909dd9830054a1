import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { key, sheetWith } from './testing/campaign-city.ts';
import { forgedZip } from './testing/forged-workbook.ts';
import { wrongWays } from './testing/wrong-ways.ts';

/* Every kind of bad input that is foreseen, one line each: the answer that it gets, and that nothing was half-done. What is away: bad-input-away.db.test.ts. */

const city = await wrongWays();
const { app, staff, clock, counselor, campaign, pupil, code, young, caseId, interview } = city;
const { onCase, paper, raw, uploaded, recorded } = city;
const admin = city.database.admin;
const head = await city.as(staff.head.person);
const stranger = await city.as(staff.otherCounselor.person);
const expert = await city.as(staff.expertHealth.person);
const tried = (instrument: string, body: object) => expert.post(`/api/instruments/${instrument}/score`, body);

/** An act that has been done under its key. */
const talked = { body: { act: 'recordSecondSource', view: ['quiet'] }, headers: key() };
beforeAll(() => onCase(counselor, talked.body, talked.headers));

interface Answer {
  readonly statusCode: number;
  readonly body: string;
  json(): { readonly code?: string; readonly pointers?: unknown; readonly facts?: Record<string, unknown> };
}

/** What comes in; how it is asked; the status and code that it gets; where the fault lies, or the fault of the file. */
type Line = readonly [what: string, ask: () => Promise<Answer>, status: number, code: string, where?: string];

const BOMB = Array.from({ length: 16 }, (_, n) => ({
  name: `xl/worksheets/sheet${n + 1}.xml`,
  content: Buffer.alloc(1024 * 1024, ' '),
  claims: 64 * 1024 * 1024,
}));

const LIST: readonly Line[] = [
  ['an unknown instrument', () => tried('SCL-90', { version: '1', answers: {} }), 422, 'unknownInstrument', '/id'],
  ['an unknown version, tried', () => tried('PHQ-9', { version: '7', answers: {} }), 422, 'unknownVersion', '/version'],
  ['an unknown version, on paper', () => paper({ version: '7' }), 422, 'unknownVersion', '/version'],
  [
    'an unknown version, from a phone',
    () => campaign.phone('POST', code, { version: '7', answers: {}, answeredAt: clock.at }, key()),
    422,
    'unknownVersion',
  ],
  [
    'an answer out of range, tried',
    () => tried('PHQ-9', { version: '1', answers: sheetWith(9, 4) }),
    422,
    'answersInvalid',
    '/answers/9',
  ],
  ['an answer out of range, on paper', () => paper({ answers: sheetWith(2, 7) }), 422, 'answersInvalid', '/answers/2'],
  [
    'an answer out of range, from a phone',
    () => campaign.answer(code, sheetWith(9, -1)),
    422,
    'answersInvalid',
    '/answers/9',
  ],
  [
    'an answer to no item',
    () => campaign.answer(code, { ...sheetWith(9, 0), 99: 1 }),
    422,
    'answersInvalid',
    '/answers/99',
  ],
  ['an act in the wrong state', () => onCase(counselor, { act: 'recordSession', goals: ['sleep'] }), 409, 'wrongStage'],
  ['an act by the wrong role', () => onCase(head, interview), 403, 'wrongRole'],
  ["an act on another organisation's case", () => onCase(stranger, interview), 404, 'notFound'],
  ["a look at another organisation's case", () => stranger.get(`/api/cases/${caseId}`), 404, 'notFound'],
  ['an act on an old view', () => onCase(counselor, { ...interview, answers: '999' }), 409, 'stale'],
  [
    'a decision on an old view',
    () => onCase(counselor, { act: 'dismiss', reasonCode: 'strainOver', against: 0 }),
    409,
    'stale',
  ],
  ['an act without a key', () => onCase(counselor, interview, {}), 400, 'keyMissing'],
  ['an act under a key too short', () => onCase(counselor, interview, { 'idempotency-key': 'x' }), 400, 'keyInvalid'],
  [
    'the same key with another body',
    () => onCase(counselor, { act: 'recordSecondSource', view: ['loud'] }, talked.headers),
    422,
    'keyReused',
  ],
  ['an act that there is not', () => onCase(counselor, { act: 'closeQuietly' }), 400, 'invalidRequest', '/act'],
  ['a field that there is not', () => onCase(counselor, { ...interview, level: 'L0' }), 400, 'invalidRequest'],
  ['a workbook over the size of a file', () => uploaded(Buffer.alloc(17 * 1024 * 1024, 'a')), 413, 'bodyTooLarge'],
  ['a workbook that unpacks to a gigabyte', () => uploaded(forgedZip(BOMB)), 422, 'fileUnreadable', 'unpacksTooLarge'],
  [
    'a csv of too many rows',
    () => uploaded(`学号,姓名\n${'1,a\n'.repeat(1_000_000)}`),
    422,
    'fileUnreadable',
    'tooManyRows',
  ],
  ['a body over the limit', () => raw(JSON.stringify({ note: 'x'.repeat(300_000) })), 413, 'bodyTooLarge'],
  [
    'a body nested a hundred thousand deep',
    () => raw(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    400,
    'invalidRequest',
  ],
  ['a body that ends too early', () => raw('{"act": "recordInt'), 400, 'malformedBody'],
];

describe('bad input: a clear error, nothing half-done', () => {
  it.for(LIST)('%s', async ([_what, ask, status, problem, where]) => {
    const before = await recorded();
    const answer = await ask();
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([status, problem]);
    if (where?.startsWith('/') === true) expect(answer.json().pointers).toMatchObject([{ pointer: where }]);
    else if (where !== undefined) expect(answer.json().facts?.['fault']).toBe(where);
    expect(await recorded()).toEqual(before);
  });

  it('a body of which only half is sent is hung up on, and nothing is done', async () => {
    const before = await recorded();
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = app.server.address() as AddressInfo; // it listens on a port
    app.server.requestTimeout = 100; // that it ends is the promise; how soon is a setting
    const socket = connect(port, '127.0.0.1');
    const heard: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => heard.push(chunk));
    const cookie = await city.session(staff.counselor.person);
    const headers = `host: ${new URL(url).host}\r\ncookie: ${cookie}\r\ncontent-type: application/json\r\nidempotency-key: half-sent-1\r\ncontent-length: 500`;
    socket.write(`POST /api/cases/${caseId}/acts HTTP/1.1\r\n${headers}\r\n\r\n{"act":`);
    await once(socket, 'close');
    expect(Buffer.concat(heard).toString('utf8')).toContain('408');
    expect(await recorded()).toEqual(before);
  });

  it('a csv with formulas names each cell that holds one, and takes no such row', async () => {
    const roster = '学号,姓名,性别,出生日期,证件号,年级,班级,监护人,关系,电话\n';
    const file = `${roster}7,=cmd|'/c calc'!A1,女,2013-05-01,,七年级,1班,@SUM(A1),母亲,\n`;
    const pupils = (await recorded()).pupils;
    const { check } = (await uploaded(file)).json() as unknown as { check: { accepted: number; refused: object[] } };
    expect(check.accepted).toBe(0);
    expect(check.refused).toMatchObject([
      {
        row: 2,
        faults: [
          { column: '姓名', code: 'formula' },
          { column: '监护人', code: 'formula' },
        ],
      },
    ]);
    expect((await recorded()).pupils).toBe(pupils);
  });
});

describe("bad input that is a child's: nothing lost", () => {
  it.each([
    ['left out', null],
    ['refused', 'refused'],
  ] as const)('a critical item %s is never zero: a person asks within a day', async (_what, withheld) => {
    const student = withheld === null ? pupil : await city.student();
    const [place] = await admin`select student_id from campaign_invitations where student_id = ${student}`;
    const sheet = { version: '1', answers: sheetWith(9, withheld), age: 14 };
    const shown = (await tried('PHQ-9', sheet)).json() as unknown as { total: number | null; floor: { level: string } };
    expect([shown.total, shown.floor.level]).toEqual([null, 'L2']);
    if (place === undefined) return;
    expect((await paper({ answers: sheetWith(9, withheld) })).statusCode).toBe(200);
    const [owed] = await admin`select d.kind, extract(epoch from d.limit_at - d.opened_at)::int as s
      from duties d join streams s on s.id = d.stream_id where s.student_id = ${student} and d.kind = 'interview'`;
    expect(owed).toEqual({ kind: 'interview', s: 86_400 });
  });

  it('a wrong age gives no score, says so, and keeps the critical answer', async () => {
    const shown = (await tried('PHQ-9', { version: '1', answers: sheetWith(9, 2), age: 9 })).json();
    expect(shown).toMatchObject({ status: 'invalid', total: null, floor: { level: 'L3', critical: true } });
    const number = young.slice(0, 8);
    const titles = '学号,量表,版本,作答时间,1,2,3,4,5,6,7,8,9\n';
    const file = `${titles}${number},PHQ-9,1,2026-11-20 08:10,0,0,0,0,0,0,0,0,2\n`;
    const { check } = (await uploaded(file)).json() as unknown as { check: { refused: object[] } };
    const fault = { column: '量表', code: 'ageOutOfRange' };
    const refused = { faults: expect.arrayContaining([fault]), critical: { level: 'L3', toPerson: true } };
    expect(check.refused).toEqual([{ row: 2, ...refused }]);
  });

  it('the same act twice is answered alike and stands once', async () => {
    const first = await onCase(counselor, talked.body, talked.headers);
    const before = await recorded();
    const again = await onCase(counselor, talked.body, talked.headers);
    expect([again.statusCode, again.body]).toEqual([200, first.body]);
    expect(await recorded()).toEqual(before);
  });
});
