/** What a file of a picture holds; `null` is a number that is kept back. */
export interface PictureFile {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  /** Instead of a number that is kept back. */
  readonly kept: string;
  /** What the numbers mean, when they were true and who took them: a line each, folded to the width. */
  readonly notes: readonly string[];
}

/** Neighbours differ in brightness too, on white. */
const COLOURS = ['#0b7285', '#f2a65a', '#a4161a', '#8ecae6', '#5b3758', '#95b46a', '#c9ada7', '#343a40'];
const WIDTH = 800;
const EDGE = 24;
const NAMES = 230;
const NUMBERS = 130;
const ROW = 28;
const LINE = 20;
const LETTER = 7;
const SIGN = 13;

/** Parts of a row side by side in the order of the columns, as an SVG of its own: on white, with its words, for whoever has neither the page nor its table. */
export function pictureFile({ title, columns, rows, kept, notes }: PictureFile): string {
  const legend = columns.length > 1 ? folded(columns.map((name) => `■ ${name}`)) : [];
  const top = EDGE + LINE * (2 + legend.length);
  const foot = notes.flatMap((note) => foldedText(note));
  const height = top + ROW * rows.length + LINE * (foot.length + 1) + EDGE;
  const most = Math.max(1, ...rows.map(({ values }) => sumOf(values)));
  const scale = (WIDTH - 2 * EDGE - NAMES - NUMBERS) / most;
  const body = [
    text(EDGE, EDGE + 12, title, 'font-size="17" font-weight="600"'),
    ...legend.map((line, at) => legendLine(line, columns, EDGE + LINE * (at + 2))),
    ...rows.map(({ name, values }, at) => rowOf(shortened(name), values, top + ROW * at, scale, kept)),
    ...foot.map((line, at) => text(EDGE, top + ROW * rows.length + LINE * (at + 1.5), line, '', '#56646b')),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13"><rect width="100%" height="100%" fill="#ffffff"/>${body.join('')}</svg>`;
}

function rowOf(name: string, values: PictureFile['rows'][number]['values'], y: number, scale: number, kept: string) {
  let x = EDGE + NAMES;
  const bars = values.map((n, at) => {
    const width = (n ?? 0) * scale;
    const bar = `<rect x="${x.toFixed(1)}" y="${y + 5}" width="${width.toFixed(1)}" height="18" fill="${colourOf(at)}"/>`;
    x += width;
    return width > 0 ? bar : '';
  });
  const numbers = values.map((n) => n ?? kept).join(' · ');
  const label = text(EDGE + NAMES - 8, y + 19, name, 'text-anchor="end"');
  return label + bars.join('') + text(x + 6, y + 19, numbers);
}

function legendLine(names: readonly string[], columns: readonly string[], y: number): string {
  let x = EDGE;
  return names
    .map((name) => {
      const drawn = text(x, y + 12, name, '', colourOf(columns.indexOf(name.slice(2))));
      x += widthOf(name) + 2 * SIGN;
      return drawn;
    })
    .join('');
}

function colourOf(at: number): string {
  return COLOURS[at % COLOURS.length] ?? '';
}

function sumOf(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

/** Names in lines that fit the width. */
function folded(names: readonly string[]): string[][] {
  const lines: string[][] = [];
  let left = 0;
  for (const name of names) {
    const width = widthOf(name) + 2 * SIGN;
    if (width > left) {
      lines.push([]);
      left = WIDTH - 2 * EDGE;
    }
    lines.at(-1)?.push(name);
    left -= width;
  }
  return lines;
}

function foldedText(words: string): string[] {
  const lines = [''];
  for (const piece of words.split(/(?<=\s)|(?<=[\u3000-\u9fff\uff00-\uffef])/u)) {
    const last = lines.at(-1) ?? '';
    if (widthOf(last + piece) > WIDTH - 2 * EDGE) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines;
}

function shortened(name: string): string {
  let short = name;
  while (widthOf(short) > NAMES - SIGN) short = `${short.replace(/…$/u, '').slice(0, -1)}…`;
  return short;
}

function widthOf(words: string): number {
  return Array.from(words).reduce((sum, sign) => sum + (sign > '\u2e80' ? SIGN : LETTER), 0);
}

function text(x: number, y: number, words: string, more = '', ink = '#1c2529'): string {
  const safe = words.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="${ink}"${more === '' ? '' : ` ${more}`}>${safe}</text>`;
}
