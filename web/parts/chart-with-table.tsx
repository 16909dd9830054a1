import { type ReactNode, useDeferredValue, useId, useState } from 'react';
import { useTexts } from '#web/frame/words.ts';

interface Props {
  readonly title: string;
  /** What the figures mean and where they come from. */
  readonly definition: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
  /** The picture. */
  readonly children: ReactNode;
}

const WAYS = ['chart', 'table'] as const;

/** A picture and its twin in figures; whoever cannot see or does not trust the one reads the other. Paper has both. */
export function ChartWithTable({ title, definition, head, rows, children }: Props) {
  const t = useTexts('frame');
  const id = useId();
  const [shown, setShown] = useState<(typeof WAYS)[number]>('chart');
  // Unseen until somebody asks or prints: right behind the picture.
  const behind = useDeferredValue(true, false);
  return (
    <section className="chart" aria-labelledby={id}>
      <header className="chart-head">
        <h2 id={id}>{title}</h2>
        <div className="segments" role="group" aria-labelledby={id}>
          {WAYS.map((way) => (
            <button key={way} type="button" aria-pressed={shown === way} onClick={() => setShown(way)}>
              {t(way === 'chart' ? 'chart.picture' : 'chart.table')}
            </button>
          ))}
        </div>
      </header>
      <p className="quiet">{definition}</p>
      <div className={shown === 'chart' ? 'chart-picture' : 'chart-picture print-only'}>{children}</div>
      {behind || shown === 'table' ? <Twin head={head} rows={rows} shown={shown === 'table'} /> : null}
    </section>
  );
}

function Twin({ head, rows, shown }: Pick<Props, 'head' | 'rows'> & { readonly shown: boolean }) {
  return (
    <table className={shown ? 'plain-table' : 'plain-table print-only'}>
      <thead>
        <tr>
          {head.map((each) => (
            <th key={each} scope="col">
              {each}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // Rows of a finished table never move.
          <tr key={index}>
            {row.map((cell, column) => (
              <td key={head[column] ?? column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
