import { describe, expect, it } from 'vitest';
import { apiCity } from '#tools/testing/api-city';

const city = await apiCity();
const { staff, app } = city;
const MARK = 'xinqiao-boundary';
const TYPE = `multipart/form-data; boundary=${MARK}`;

const part = (disposition: string, body = 'x', more = '') =>
  `--${MARK}\r\ncontent-disposition: form-data; ${disposition}\r\n${more}\r\n${body}\r\n`;
const file = part('name="file"; filename="a.pdf"', '%PDF-1.7\n%%EOF');
const END = `--${MARK}--\r\n`;

const BODIES: readonly (readonly [string, string, string?])[] = [
  ['a field before the file', part('name="a"') + file + END],
  ['a field behind the file', file + part('name="a"') + END],
  ['a field alone', part('name="a"') + END],
  ['two files', file + file + END],
  ['no part', END],
  ['nothing', ''],
  ['no end', file],
  ['an end in the middle of a head', `--${MARK}\r\ncontent-disp`],
  ['a part without a name', part('filename="a"') + END],
  ['a part that says nothing of itself', `--${MARK}\r\n\r\nx\r\n${END}`],
  ['a name of the prototype', part('name="__proto__"; filename="a.pdf"', '%PDF-1.7\n%%EOF') + END],
  ['a head of a megabyte', part('name="file"; filename="a"', 'x', `x-long: ${'a'.repeat(1024 * 1024)}\r\n`) + END],
  ['no boundary', file + END, 'multipart/form-data'],
  ['another kind of parts', file + END, `multipart/mixed; boundary=${MARK}`],
];

describe.each(['/api/files?organisation=s&purpose=evidence', '/api/imports?school=s', '/api/records/training/imports'])(
  'a form sent to %s',
  (url) => {
    it.each(BODIES)(
      'with %s is answered, and never as a fault of ours',
      async (_, payload = '', type = TYPE) => {
        const cookie = await city.session(staff.counselor.person);
        const answer = await app.inject({ method: 'POST', url, headers: { cookie, 'content-type': type }, payload });
        expect(answer.statusCode, answer.body).toBeLessThan(500);
        if (answer.statusCode >= 400) expect(answer.headers['content-type']).toContain('application/problem+json');
      },
      20_000,
    );
  },
);
