import { useSay, useTexts } from '#web/frame/words.ts';
import { LevelTag } from '#web/parts/level-tag.tsx';
import type { Level } from '#domain/level';
import type { Drawn } from './one-picture.tsx';

const SHADES = 4;

/** Places by levels, the more the darker, or a list without any shade; the number stands in each cell, so nothing hangs on the shade. */
export function Heat({ drawn: { columns, rows, title, form } }: { drawn: Drawn }) {
  const t = useTexts('pictures');
  const say = useSay();
  const most = Math.max(1, ...rows.flatMap(({ values }) => values.map((n) => n ?? 0)));
  return (
    <div className="table-scroll" role="region" aria-label={say(title)} tabIndex={0}>
      <table className="heat">
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            {columns.map(({ code, name }) => (
              <th key={code} scope="col">
                {form === 'heat' ? <LevelTag level={code as Level} /> : say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ code, name, values }) => (
            <tr key={code}>
              <th scope="row">{say(name)}</th>
              {values.map((n, at) => (
                <td key={columns[at]?.code ?? at} className={form === 'heat' ? `heat-${shade(n, most)}` : undefined}>
                  {n ?? t('kept')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function shade(n: number | null, most: number): string {
  if (n === null) return 'kept';
  return n === 0 ? '0' : String(Math.max(1, Math.ceil((SHADES * n) / most)));
}
