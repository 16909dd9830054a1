import { execFile } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NEEDED = ['soffice', 'pdftoppm', 'pdftotext'] as const;
const DOTS_PER_INCH = 72;
const LONGEST_MS = 120_000;

/** The programs that turn a Word file into pages and are not on this machine. */
export function lackingForPages(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NEEDED.filter((program) => !folders.some((folder) => canRun(join(folder, program))));
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A page as it is printed: a point is a pixel. */
export interface Page {
  readonly width: number;
  readonly height: number;
  /** Text in the order of reading. */
  readonly text: string;
  /** Red, green, blue of a point, 0 to 255. */
  readonly at: (x: number, y: number) => readonly [number, number, number];
}

/** The pages of a Word file as an office program lays them out. */
export async function pagesOf(file: Uint8Array): Promise<readonly Page[]> {
  const folder = mkdtempSync(join(tmpdir(), 'xinqiao-pages-'));
  try {
    writeFileSync(join(folder, 'document.docx'), file);
    // A profile of its own: two conversions at a time would share one and the second would do nothing.
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
    const convert = [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, join(folder, 'document.docx')];
    await run('soffice', convert, { timeout: LONGEST_MS });
    const pdf = join(folder, 'document.pdf');
    await run('pdftoppm', ['-r', String(DOTS_PER_INCH), pdf, join(folder, 'page')]);
    const { stdout } = await run('pdftotext', ['-layout', pdf, '-']);
    const texts = stdout.split('\f');
    const pictures = readdirSync(folder)
      .filter((name) => name.endsWith('.ppm'))
      .toSorted((a, b) => a.localeCompare(b));
    return pictures.map((name, at) => pageOf(readFileSync(join(folder, name)), texts[at] ?? ''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A portable pixmap: P6, width, height, 255, then three bytes a point. */
function pageOf(picture: Buffer, text: string): Page {
  const [head = '', width = '', height = ''] =
    /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(picture.toString('latin1', 0, 40)) ?? [];
  const dot = (x: number, y: number) => head.length + 3 * (y * Number(width) + x);
  return {
    width: Number(width),
    height: Number(height),
    text,
    at: (x, y) => [picture[dot(x, y)] ?? 0, picture[dot(x, y) + 1] ?? 0, picture[dot(x, y) + 2] ?? 0],
  };
}
