import type { FileType } from './file.ts';

const EXTENSIONS: Readonly<Record<FileType, string>> = {
  jpeg: 'jpg',
  png: 'png',
  pdf: 'pdf',
  docx: 'docx',
  xlsx: 'xlsx',
};
const LONGEST = 100;
/** Looked at, before anything is searched in it. */
const LOOKED_AT = 300;
/** Control characters, and those that turn the direction of writing: `gpj.exe` must not be read as `exe.jpg`. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** What one or another system does not take in a name, and quotes of the header that carries it. */
const RESERVED = /[<>:"/\\|?*%;]/g;
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** The name under which a file is given out: what people called it, without paths, unseen characters and endings that lie. */
export function cleanName(given: string, type: FileType): string {
  const last = given.split(/[/\\]/).at(-1)?.slice(0, LOOKED_AT).normalize('NFC') ?? '';
  const stem = last
    .replace(/\.[^.]{0,10}$/, '')
    .replace(UNSEEN, '')
    .replace(RESERVED, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s_]+|[.\s]+$/g, '');
  const short = Array.from(stem).slice(0, LONGEST).join('').trim();
  const safe = short === '' ? 'file' : DEVICES.test(short) ? `_${short}` : short;
  return `${safe}.${EXTENSIONS[type]}`;
}
