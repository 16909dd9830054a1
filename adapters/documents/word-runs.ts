import { BuilderElement, type IRunOptions, type ParagraphChild, TextRun } from 'docx';
import {
  type FigureCode,
  figureOf,
  figureText,
  isFigureRun,
  type OfficialDocument,
  type Run,
} from '#programme/document';

/** Writes runs into paragraphs. Each figure becomes a content control of its own, whose tag is the code of the figure. */
export interface RunWriter {
  runs(runs: readonly Run[], style: IRunOptions): readonly ParagraphChild[];
  /** A figure without its unit, in the cell of a table. */
  cell(run: Run, style: IRunOptions): readonly ParagraphChild[];
}

/** Ids of controls count through the document, so that the same document has the same ones. */
export function runWriter({ figures, language }: OfficialDocument): RunWriter {
  let controls = 0;
  const control = (code: FigureCode, shown: string, style: IRunOptions) => {
    controls += 1;
    return figureControl(code, shown, controls, style);
  };
  return {
    runs: (runs, style) =>
      runs.map((run) =>
        isFigureRun(run)
          ? control(run.figure, figureText(figureOf(figures, run.figure), language), style)
          : new TextRun({ ...style, text: run.text }),
      ),
    cell: (run, style) => [
      isFigureRun(run)
        ? control(run.figure, figureOf(figures, run.figure).shown, style)
        : new TextRun({ ...style, text: run.text }),
    ],
  };
}

const valued = (name: string, value: string | number) =>
  new BuilderElement<{ val: string | number }>({ name, attributes: { val: { key: 'w:val', value } } });

/** Locked: in Word the value can neither be typed over nor taken out by accident. */
function figureControl(code: FigureCode, shown: string, id: number, style: IRunOptions): ParagraphChild {
  const properties = new BuilderElement({
    name: 'w:sdtPr',
    children: [
      valued('w:alias', code),
      valued('w:tag', code),
      valued('w:id', id),
      valued('w:lock', 'sdtContentLocked'),
    ],
  });
  const content = new BuilderElement({ name: 'w:sdtContent', children: [new TextRun({ ...style, text: shown })] });
  const control: unknown = new BuilderElement({ name: 'w:sdt', children: [properties, content] });
  return control as ParagraphChild; // the library's list of what a paragraph may hold lacks content controls
}
