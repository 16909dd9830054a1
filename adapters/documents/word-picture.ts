import { AlignmentType, ImageRun, Paragraph, TextRun } from 'docx';
import { chartWords } from '#programme/chart-words';
import type { ChartBlock, OfficialDocument } from '#programme/document';
import { FORM_WORDS, MARKS } from '#programme/official-words';
import type { Picture } from './chart.ts';
import { AUTO, FACES, pt, SIZES, TEXT_WIDTH } from './word-form.ts';

/** Pixels of 1/96 inch, as the library measures pictures. */
const WIDTH = Math.floor(TEXT_WIDTH / 15);

/** The picture with the words that stand for it, and its caption below. A picture whose letters could not be drawn says so. */
export function pictureOf(
  chart: ChartBlock,
  picture: Picture,
  caption: string,
  document: OfficialDocument,
): readonly Paragraph[] {
  const { language } = document;
  const image = new ImageRun({
    type: 'png',
    data: picture.png,
    transformation: { width: WIDTH, height: Math.round((WIDTH * picture.height) / picture.width) },
    altText: {
      id: numberOf(chart, document),
      name: chart.id,
      title: caption,
      description: chartWords(chart, document),
    },
  });
  const captioned = new TextRun({ text: caption, font: FACES.bold, size: SIZES.small });
  const [left, right] = MARKS[language].bracket;
  const lacking = new TextRun({
    text: `${left}${FORM_WORDS.lettersMissing[language]}${right}`,
    font: FACES.body,
    size: SIZES.note,
  });
  return [
    new Paragraph({
      children: [image],
      alignment: AlignmentType.CENTER,
      spacing: { ...AUTO, before: pt(12) },
      keepNext: true,
    }),
    new Paragraph({ children: [captioned], alignment: AlignmentType.CENTER, spacing: { ...AUTO, after: pt(6) } }),
    ...(picture.lettered
      ? []
      : [new Paragraph({ children: [lacking], alignment: AlignmentType.CENTER, spacing: AUTO })]),
  ];
}

/** Drawings are numbered by their place among the charts; left alone, the library counts them through the life of the process. */
function numberOf({ id }: ChartBlock, { blocks }: OfficialDocument): string {
  return String(blocks.filter(({ kind }) => kind === 'chart').findIndex((block) => block.id === id) + 1);
}
