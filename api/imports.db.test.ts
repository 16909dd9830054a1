import { describe, expect, it, vi } from 'vitest';
import { apiCity } from '#tools/testing/api-city';
import { forgedWorkbook } from '#tools/testing/forged-workbook';

const city = await apiCity();
const { staff, database, app } = city;
const admin = database.admin;
const ROSTER = '学号,姓名,性别,出生日期,证件号,年级,班级,监护人,关系,电话\n';
const SHEETS = '学号,量表,版本,作答时间,1,2,3,4,5,6,7,8,9,10,11,12,13\n';
const pupil = (number: string, rest = '女,2013-05-01,,七年级,1班,晴南,母亲,00012345678') =>
  `${number},晴知遥,${rest}\n`;
const sheet = (number: string, ninth: number | string) =>
  `${number},PHQ-A,1,2026-11-20 08:1${number},0,0,0,0,0,0,0,0,${ninth},0,0,0,0\n`;

async function upload(person: string, file: string | Buffer, school = 's', field = 'file') {
  const mark = 'xinqiao-boundary';
  const head = `--${mark}\r\ncontent-disposition: form-data; name="${field}"; filename="f"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return app.inject({
    method: 'POST',
    url: `/api/imports?school=${school}`,
    headers: { cookie: await city.session(person), 'content-type': `multipart/form-data; boundary=${mark}` },
    payload: Buffer.concat([Buffer.from(head), Buffer.from(file), Buffer.from(`\r\n--${mark}--\r\n`)]),
  });
}

/** Releases a job and waits until it has come to rest. */
async function release(person: string, id: string, body: object = {}) {
  const caller = await city.as(person);
  const begun = await caller.post(`/api/imports/${id}/release`, body);
  expect(begun.statusCode, begun.body).toBe(202);
  return vi.waitFor(async () => {
    const answer = (await caller.get(`/api/imports/${id}`)).json();
    expect(answer.state).not.toBe('running');
    return answer;
  }, 20_000);
}

const head = staff.head.person;
const counselor = staff.counselor.person;

describe('an import', () => {
  it('is checked by the upload and written by the release, roster first, then answers', async () => {
    const checked = await upload(counselor, ROSTER + pupil('1') + pupil('2') + pupil('3'));
    expect(checked.statusCode, checked.body).toBe(201);
    expect(checked.json()).toMatchObject({
      state: 'waiting',
      check: { accepted: 3, roster: { added: 3 } },
      release: null,
    });
    const [before] = await admin`select count(*)::int as pupils from students`;
    expect(before?.['pupils']).toBe(0);
    expect(await release(counselor, checked.json().id)).toMatchObject({
      state: 'done',
      release: { outcome: 'released', written: 3 },
    });

    const answers = await upload(counselor, SHEETS + sheet('1', 0) + sheet('2', 1));
    expect(answers.json().check.answers).toMatchObject({ fresh: 2, critical: { L2: 1 }, capacity: { over: false } });
    expect(await release(counselor, answers.json().id)).toMatchObject({
      state: 'done',
      release: { written: 2, warnings: 1 },
    });
    const [duty] =
      await admin`select d.holder, w.floor from warnings w join duties d on d.stream_id = w.case_id and d.kind = 'interview'`;
    expect(duty).toMatchObject({ holder: counselor, floor: 'L2' });
  });

  it('keeps the file sealed until it is released, and then not at all', async () => {
    const file = ROSTER + pupil('4');
    const { id } = (await upload(counselor, file)).json();
    const [kept] = await admin`select sealed, wrapped_key from import_files where job_id = ${id}`;
    expect(kept?.['sealed'].includes(Buffer.from('晴知遥'))).toBe(false);
    expect(kept?.['sealed'].length).toBeGreaterThan(file.length);
    await release(counselor, id);
    const [gone] = await admin`select sealed, wrapped_key from import_files where job_id = ${id}`;
    expect(gone).toEqual({ sealed: null, wrapped_key: null });
    const again = await (await city.as(counselor)).post(`/api/imports/${id}/release`, {});
    expect([again.statusCode, again.json().code]).toEqual([409, 'importState']);
  });

  it('names refused rows as data and as a csv to mend by, and can be given up', async () => {
    const answers = await upload(counselor, SHEETS + sheet('1', 7) + sheet('9', 2));
    const { id, check } = answers.json();
    expect(check.refused).toEqual([
      { row: 2, faults: [{ column: '9', code: 'outOfRange' }], critical: null },
      { row: 3, faults: [{ column: '学号', code: 'unknownStudent' }], critical: { level: 'L3', toPerson: false } },
    ]);
    const caller = await city.as(counselor);
    const csv = await caller.get(`/api/imports/${id}/refused.csv`, { 'accept-language': 'en' });
    expect(csv.body).toBe(
      '\ufeffrow,column,code,why,critical\r\n2,9,outOfRange,"the answer is none of the options",\r\n3,学号,unknownStudent,"the school has no pupil of this number",L3\r\n',
    );
    expect((await caller.post(`/api/imports/${id}/give-up`, {})).json().state).toBe('givenUp');
  });
});

describe('a release', () => {
  it('over capacity waits for the head alone, and not with its urgent sheets', async () => {
    const numbers = Array.from({ length: 9 }, (_, n) => `${n + 20}`);
    const { id } = (await upload(head, ROSTER + numbers.map((number) => pupil(number)).join(''))).json();
    await release(head, id);
    const many = numbers.map((number, n) => sheet(number, n === 0 ? 2 : 1).replace(`08:1${number}`, `08:${number}`));
    const answers = (await upload(counselor, SHEETS + many.join(''))).json();
    // A stand-in and a counselor see six each; one talk is owed already.
    expect(answers.check.answers.capacity).toMatchObject({
      interviewers: 2,
      aDay: 12,
      waiting: 1,
      owed: 9,
      over: false,
    });
    await admin`delete from appointments where post = 'standIn'`;
    expect(await release(counselor, answers.id)).toMatchObject({
      state: 'held',
      release: { outcome: 'overCapacity', written: 1, held: 8 },
    });
    const refused = await (await city.as(counselor)).post(`/api/imports/${answers.id}/release`, {
      confirmCapacity: true,
    });
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'notPermitted']);
    expect(await release(head, answers.id, { confirmCapacity: true })).toMatchObject({
      state: 'done',
      release: { written: 8, held: 0 },
    });
  });

  it('left running by a server that was killed is released again', async () => {
    const { id } = (await upload(head, ROSTER + pupil('40'))).json();
    await admin`update jobs set state = 'running' where id = ${id}`;
    expect(await release(head, id)).toMatchObject({ state: 'done', release: { written: 1 } });
  });
});

describe('an import is refused', () => {
  it('to a class teacher, at another school, and from a county', async () => {
    expect((await upload(staff.classTeacher.person, ROSTER)).json().code).toBe('notPermitted');
    expect((await upload(staff.county.person, ROSTER)).json().code).toBe('notPermitted');
    expect((await upload(counselor, ROSTER, 'o')).statusCode).toBe(404);
    const { id } = (await upload(counselor, ROSTER + pupil('50'))).json();
    const other = await city.as(staff.otherCounselor.person);
    expect((await other.get(`/api/imports/${id}`)).statusCode).toBe(404);
    expect((await other.post(`/api/imports/${id}/release`, {})).statusCode).toBe(404);
  });

  it('for a file that cannot be read, by name, and nothing is kept of it', async () => {
    const [before] = await admin`select count(*)::int as jobs from jobs`;
    const faults = [
      ['', 'empty'],
      ['学号,姓名\n1,a\n', 'columnMissing'],
      [forgedWorkbook('', '<!DOCTYPE w [<!ENTITY x "y">]>'), 'entitiesInWorkbook'],
    ] as const;
    for (const [file, fault] of faults) {
      const answer = await upload(counselor, file);
      expect([answer.statusCode, answer.json().code, answer.json().facts.fault]).toEqual([
        422,
        'fileUnreadable',
        fault,
      ]);
    }
    const large = await upload(counselor, Buffer.alloc(17 * 1024 * 1024, 'a'));
    expect([large.statusCode, large.json().code]).toEqual([413, 'bodyTooLarge']);
    const none = await (await city.as(counselor)).post('/api/imports?school=s', {});
    expect([none.statusCode, none.json().code]).toEqual([415, 'unsupportedMedia']);
    expect((await admin`select count(*)::int as jobs from jobs`)[0]).toEqual(before);
  });
});

it('templates can be downloaded', async () => {
  const caller = await city.as(counselor);
  for (const kind of ['roster', 'answers']) {
    const answer = await caller.get(`/api/imports/templates/${kind}`);
    expect([answer.statusCode, answer.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="${kind}.xlsx"`);
  }
});
