import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A file and the family by which a drawing asks for it. */
export interface Typeface {
  readonly file: string;
  readonly family: string;
}

/**
 * What charts are lettered with. Numbers have a small typeface of their own, since the renderer reads the whole file anew for every glyph: 19 MB of
 * Chinese letters or 0.4 MB without them. Null: there is none on the machine.
 */
export interface Lettering {
  readonly words: Typeface | null;
  readonly numbers: Typeface | null;
}

type Known = readonly (readonly [file: string, family: string])[];

/** By name of the file, the best first; the order decides, not the order in which a disk lists them. */
const WORDS: Known = [
  ['NotoSansCJK-Regular.ttc', 'Noto Sans CJK SC'],
  ['NotoSansCJKsc-Regular.otf', 'Noto Sans CJK SC'],
  ['NotoSansSC-Regular.otf', 'Noto Sans SC'],
  ['NotoSansSC-Regular.ttf', 'Noto Sans SC'],
  ['SourceHanSansSC-Regular.otf', 'Source Han Sans SC'],
  ['SourceHanSansCN-Regular.otf', 'Source Han Sans CN'],
  ['SourceHanSans.ttc', 'Source Han Sans SC'],
  ['msyh.ttc', 'Microsoft YaHei'],
  ['simhei.ttf', 'SimHei'],
  ['simsun.ttc', 'SimSun'],
  ['STHeiti Light.ttc', 'Heiti SC'],
  ['Hiragino Sans GB.ttc', 'Hiragino Sans GB'],
  ['wqy-microhei.ttc', 'WenQuanYi Micro Hei'],
  ['wqy-zenhei.ttc', 'WenQuanYi Zen Hei'],
  ['DroidSansFallbackFull.ttf', 'Droid Sans Fallback'],
];

/** Where fontconfig and the two other systems keep typefaces. */
function typefaceFolders(): readonly string[] {
  const own = ['.local/share/fonts', '.fonts', 'Library/Fonts'].map((folder) => join(homedir(), folder));
  const shared = ['/usr/share/fonts', '/usr/local/share/fonts', '/System/Library/Fonts', '/Library/Fonts'];
  return [...shared, 'C:\\Windows\\Fonts', ...own];
}

const NUMBERS: Known = [
  ['LiberationSans-Regular.ttf', 'Liberation Sans'],
  ['arial.ttf', 'Arial'],
  ['DejaVuSans.ttf', 'DejaVu Sans'],
];

const DEEPEST = 4;

/** The best typefaces in these folders. */
export function letteringOf(folders: readonly string[] = typefaceFolders()): Lettering {
  const files = new Map<string, string>();
  for (const folder of folders) gather(folder, files, DEEPEST);
  return { words: bestOf(WORDS, files), numbers: bestOf(NUMBERS, files) };
}

function bestOf(known: Known, files: ReadonlyMap<string, string>): Typeface | null {
  const [best] = known.flatMap(([name, family]) => {
    const file = files.get(name.toLowerCase());
    return file === undefined ? [] : [{ file, family }];
  });
  return best ?? null;
}

function gather(folder: string, files: Map<string, string>, depth: number): void {
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth > 0) gather(path, files, depth - 1);
    else if (!files.has(entry.name.toLowerCase())) files.set(entry.name.toLowerCase(), path);
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // not on this system, or not ours to read
  }
}
