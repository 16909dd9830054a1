import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FILE_TYPES } from './file.ts';
import { cleanName } from './file-name.ts';

it.each([
  ['活动照片 3.JPG', '活动照片 3.jpg'],
  ['C:\\Users\\someone\\Desktop\\a.png', 'a.jpg'],
  ['../../etc/passwd', 'passwd.jpg'],
  ['invoice.pdf.exe', 'invoice.pdf.jpg'],
  ['annex\u202egpj.exe', 'annexgpj.jpg'],
  ['a"b;c%0d%0a.jpg', 'a_b_c_0d_0a.jpg'],
  ['a\r\nset-cookie: b.jpg', 'aset-cookie_ b.jpg'],
  ['  . .', 'file.jpg'],
  ['', 'file.jpg'],
  ['CON.jpg', '_CON.jpg'],
  ['\u200b', 'file.jpg'],
  ['e\u0301.png', 'é.jpg'],
])('%j is given out as %j', (given, clean) => {
  expect(cleanName(given, 'jpeg')).toBe(clean);
});

it('any name comes out short, visible, without paths and with the ending of its content', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.constantFrom(...FILE_TYPES), (given, type) => {
      const name = cleanName(given, type);
      expect(name).toMatch(/^[^\p{Cc}\p{Cf}<>:"/\\|?*%;]+\.(jpg|png|pdf|docx|xlsx)$/u);
      expect(Array.from(name).length).toBeLessThanOrEqual(106);
      expect(cleanName(name, type)).toBe(name);
    }),
  );
});
