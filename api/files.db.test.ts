import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';
import { forgedJpeg, phoneExif } from '#tools/testing/forged-pictures';
import { forgedWorkbook, forgedZip } from '#tools/testing/forged-workbook';

const city = await apiCity();
const { staff, app, clock, database } = city;
const { admin } = database;
const MB = 1024 * 1024;

const PHOTO = forgedJpeg({ before: [[0xe1, phoneExif(6)]] });
const pdf = (text: string, size = 0) =>
  Buffer.concat([Buffer.from(`%PDF-1.7\n% ${text}\n`), Buffer.alloc(size, ' '), Buffer.from('\n%%EOF')]);

interface Sending {
  readonly by?: string;
  readonly to?: string;
  readonly purpose?: string;
  readonly name?: string;
}

async function send(
  file: Buffer,
  { by = staff.counselor.person, to = 's', purpose = 'evidence', name = 'f' }: Sending = {},
) {
  const mark = 'xinqiao-boundary';
  const head = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`;
  return app.inject({
    method: 'POST',
    url: `/api/files?organisation=${to}&purpose=${purpose}`,
    headers: { cookie: await city.session(by), 'content-type': `multipart/form-data; boundary=${mark}` },
    payload: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${mark}--\r\n`)]),
  });
}

async function linkTo(id: string, by = staff.counselor.person): Promise<string> {
  const answer = await (await city.as(by)).post(`/api/files/${id}/link`, {});
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().url;
}

const codeOf = (answer: { statusCode: number; json(): { code?: string } }) => [answer.statusCode, answer.json().code];

describe('a file', () => {
  it('is kept sealed, without where and by whom it was taken, and opened by a link', async () => {
    const kept = await send(PHOTO, { purpose: 'photo', name: '操场 活动.HEIC' });
    expect(kept.statusCode, kept.body).toBe(201);
    expect(kept.json()).toMatchObject({ type: 'jpeg', purpose: 'photo', name: '操场 活动.jpg', withdrawnAt: null });
    const { id, sha256 } = kept.json();

    const opened = await (await city.as(staff.counselor.person)).get(await linkTo(id));
    expect(opened.statusCode).toBe(200);
    expect(opened.rawPayload.includes('GPS')).toBe(false);
    expect(opened.rawPayload.length).toBeLessThan(PHOTO.length);
    expect(createHash('sha256').update(opened.rawPayload).digest('hex')).toBe(sha256);
    expect(opened.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename="${id}.jpg"; filename*=UTF-8''%E6%93%8D%E5%9C%BA%20%E6%B4%BB%E5%8A%A8.jpg`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  it('leaves no plain bytes and no name in the database, and every step in the audit', async () => {
    const { id } = (await send(pdf('SECRET-CANARY'), { name: 'CANARY-NAME.pdf' })).json();
    await (await city.as(staff.counselor.person)).get(await linkTo(id));
    const [row] =
      await admin`select f.name, f.wrapped_key, c.sealed from files f join file_contents c on c.file_id = f.id where f.id = ${id}`;
    for (const bytes of [row?.['name'], row?.['wrapped_key'], row?.['sealed']])
      expect(bytes.includes('CANARY')).toBe(false);
    const lines = await admin`select action, person, role, file_id from audit where file_id = ${id} order by id`;
    const by = { person: staff.counselor.person, role: 'counselor', file_id: id };
    expect(lines).toEqual([
      { action: 'keepFile', ...by },
      { action: 'openFile', ...by },
    ]);
  });

  it('sent again by the same person is the same file, and another for another purpose', async () => {
    const first = await send(pdf('again'));
    const second = await send(pdf('again'));
    expect([first.statusCode, second.statusCode, second.json().id]).toEqual([201, 200, first.json().id]);
    const both = await Promise.all([send(pdf('at once')), send(pdf('at once'))]);
    expect(new Set(both.map((answer) => answer.json().id)).size).toBe(1);
    expect((await send(pdf('again'), { purpose: 'material' })).json().id).not.toBe(first.json().id);
  });

  it('of exactly 10 MB is taken, and one byte more is not', async () => {
    const room = 10 * MB - pdf('full').length;
    expect((await send(pdf('full', room))).statusCode).toBe(201);
    expect(codeOf(await send(pdf('full', room + 1)))).toEqual([413, 'bodyTooLarge']);
  });
});

describe('a file is refused', () => {
  const zip = (name: string, content: Buffer) => forgedZip([{ name, content }]);
  it.each([
    ['fileTypeUnknown', 415, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')],
    ['fileTypeUnknown', 415, Buffer.from('<!DOCTYPE html><html></html>')],
    ['fileTypeUnknown', 415, zip('a.txt', Buffer.from('a'))],
    ['fileUnpacksTooLarge', 422, zip('[Content_Types].xml', Buffer.alloc(40 * MB))],
    ['fileHasMacros', 422, forgedWorkbook('', '', [{ name: 'xl/vbaProject.bin', content: Buffer.from('x') }])],
    ['fileHasActiveContent', 422, pdf('\n<< /S /JavaScript >>')],
    ['fileIsTwoThings', 422, forgedJpeg({ rest: Buffer.from('<html>') })],
    ['fileBroken', 422, forgedJpeg().subarray(0, -2)],
    ['imageTooLarge', 422, forgedJpeg({ width: 30_000, height: 30_000 })],
    ['fileEmpty', 422, Buffer.alloc(0)],
  ])('as %s with %d, whatever its name says, and nothing is kept of it', async (code, status, file) => {
    const [before] = await admin`select count(*)::int as files from files`;
    expect(codeOf(await send(file, { name: 'photo.jpg' }))).toEqual([status, code]);
    expect((await admin`select count(*)::int as files from files`)[0]).toEqual(before);
  });

  it('as a photo when it is none, for another place, and from roles that keep none', async () => {
    expect(codeOf(await send(pdf('a'), { purpose: 'photo' }))).toEqual([422, 'fileWrongForPurpose']);
    expect(codeOf(await send(pdf('a'), { to: 'o' }))).toEqual([404, 'notFound']);
    for (const { person } of [staff.classTeacher, staff.intake, staff.expertEducation])
      expect(codeOf(await send(pdf('a'), { by: person }))).toEqual([403, 'notPermitted']);
    const bare = await (await city.as(staff.counselor.person)).post('/api/files?organisation=s&purpose=photo', {});
    expect(codeOf(bare)).toEqual([415, 'unsupportedMedia']);
  });
});

describe('a link', () => {
  let id = '';
  beforeAll(async () => {
    id = (await send(pdf('linked'))).json().id;
  });

  it('ends after five minutes', async () => {
    const counselor = await city.as(staff.counselor.person);
    const url = await linkTo(id);
    clock.at += 5 * 60_000;
    expect((await counselor.get(url)).statusCode).toBe(200);
    clock.at += 1;
    expect(codeOf(await counselor.get(url))).toEqual([410, 'linkExpired']);
  });

  it('that was forged, lengthened, or made for another file or person opens nothing', async () => {
    const counselor = await city.as(staff.counselor.person);
    const head = await city.as(staff.head.person);
    const url = await linkTo(id);
    const other = (await send(pdf('another'))).json().id;
    const swapped = url.at(-2) === 'A' ? 'B' : 'A';
    const forged = [
      url.replace(/until=\d+/, (until) => `until=${Number(until.slice(6)) + 60_000}`),
      url.replace(id, other),
      url.replace(/proof=./, (proof) => `proof=${proof.endsWith('A') ? 'B' : 'A'}`),
      `${url.slice(0, -2)}${swapped}${url.at(-1)}`,
    ];
    for (const each of forged) expect(codeOf(await counselor.get(each))).toEqual([403, 'linkInvalid']);
    expect(codeOf(await head.get(url))).toEqual([403, 'linkInvalid']);
    expect((await counselor.get(`/api/files/${id}/content`)).statusCode).toBe(400);
    expect((await app.inject({ method: 'GET', url })).statusCode).toBe(401);
  });

  it('opens nothing any more for whoever has lost the place', async () => {
    const url = await linkTo(id, staff.head.person);
    const head = await city.as(staff.head.person);
    await admin`update appointments set org_id = ${staff.otherCounselor.context.org ?? null} where person_id = ${staff.head.person}`;
    expect(codeOf(await head.get(url))).toEqual([404, 'notFound']);
    await admin`update appointments set org_id = ${staff.counselor.context.org ?? null} where person_id = ${staff.head.person}`;
    expect((await head.get(url)).statusCode).toBe(200);
  });
});

describe('a file that was withdrawn', () => {
  it('opens no more, also by a link made before, and says why; its bytes stay', async () => {
    const counselor = await city.as(staff.counselor.person);
    const { id } = (await send(pdf('withdrawn'))).json();
    const url = await linkTo(id);
    const marked = await counselor.post(`/api/files/${id}/withdraw`, { because: 'consentMissing' });
    expect(marked.json()).toMatchObject({ id, withdrawnAt: clock.at, withdrawnBecause: 'consentMissing' });
    expect(codeOf(await counselor.get(url))).toEqual([410, 'fileWithdrawn']);
    expect(codeOf(await counselor.post(`/api/files/${id}/link`, {}))).toEqual([410, 'fileWithdrawn']);
    expect(codeOf(await counselor.post(`/api/files/${id}/withdraw`, { because: 'mistaken' }))).toEqual([
      410,
      'fileWithdrawn',
    ]);
    expect((await counselor.get(`/api/files/${id}`)).json()).toMatchObject({ withdrawnBecause: 'consentMissing' });
    const [kept] = await admin`select length(sealed) > 0 as held from file_contents where file_id = ${id}`;
    expect(kept).toEqual({ held: true });
    expect((await send(pdf('withdrawn'))).json().id).not.toBe(id);
  });
});

describe('a file of a school', () => {
  it('is read by its own people and by county and city, and by nobody else', async () => {
    const { id } = (await send(pdf('who reads'))).json();
    const answers = async (person: string) => {
      const caller = await city.as(person);
      const calls = [caller.get(`/api/files/${id}`), caller.post(`/api/files/${id}/link`, {})];
      return (await Promise.all(calls)).map(({ statusCode }) => statusCode);
    };
    for (const { person } of [staff.head, staff.county, staff.city]) expect(await answers(person)).toEqual([200, 200]);
    expect(await answers(staff.otherCounselor.person)).toEqual([404, 404]);
    const none = [staff.classTeacher, staff.intake, staff.expertEducation, staff.expertHealth];
    for (const { person } of none) expect(await answers(person)).toEqual([403, 403]);
  });

  it('may be kept for it by the county', async () => {
    expect((await send(pdf('seen on a visit'), { by: staff.county.person })).statusCode).toBe(201);
  });
});
