import { Link } from '@tanstack/react-router';
import { figureText } from '#programme/document';
import { useSay, useTexts } from '#web/frame/words.ts';
import { type Report, type ReportBlock, type ReportFigure, rowsAddress } from './reading.ts';

const PLACE = /\{\{([^{}]*)\}\}/;

/** The words of a block; every figure in them opens its rows. */
export function Figured({ report, block }: { report: Report; block: ReportBlock }) {
  const parts = (block.editable ?? '').split(PLACE);
  const figures = figuresOf(report);
  return parts.map((part, at) => {
    if (at % 2 === 0) return part;
    const figure = figures.get(part);
    // Parts of a text that was read never move.
    return figure === undefined ? (
      part
    ) : (
      <FigureLink key={at} figure={figure} text={figureText(figure, report.language)} />
    );
  });
}

function figuresOf({ figures }: Report): ReadonlyMap<string, ReportFigure> {
  return new Map(figures.map((figure) => [figure.code, figure]));
}

function FigureLink({ figure, text }: { figure: ReportFigure; text: string }) {
  const t = useTexts('reports');
  const say = useSay();
  const address = rowsAddress(figure);
  const about = [say(figure.rule ?? undefined), figure.unapproved ? t('unapproved', { count: figure.unapproved }) : '']
    .filter((part) => part !== '')
    .join(' · ');
  if (address === null) return <span title={about}>{text}</span>;
  return (
    <Link to={address} title={about} className="figure-link">
      {text}
    </Link>
  );
}

/** A table of the report, how it was counted above it; each figure opens its rows. */
export function FigureTable({ report, code, drawn }: { report: Report; code: string; drawn: boolean }) {
  const t = useTexts('reports');
  const table = report.tables.find((each) => each.code === code);
  const figures = figuresOf(report);
  if (table === undefined) return null;
  const { title, definition, unit, columns, rows } = table;
  return (
    <figure className="paper-table">
      <figcaption>
        <strong>{drawn ? t('drawn', { title }) : title}</strong>
        <span className="quiet">{[definition, unit].filter((part) => part !== '').join(' · ')}</span>
      </figcaption>
      <div className="table-scroll" role="region" aria-label={title} tabIndex={0}>
        <table className="plain-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, line) => (
              // Rows of a table that was read never move.
              <tr key={line}>
                {row.map((cell, column) => {
                  const figure = figures.get(table.figures[line]?.[column] ?? '');
                  return (
                    <td key={columns[column] ?? column}>
                      {figure === undefined ? cell : <FigureLink figure={figure} text={cell} />}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}
