import { useQuery } from '@tanstack/react-query';
import { yearBefore } from '#programme/period';
import { api, ask } from '#web/frame/api.ts';
import { civilDayText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { Scope } from '#web/parts/scope.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { besideRows } from './beside-rows.ts';
import type { Drawn } from './one-picture.tsx';

/** The numbers of a picture with those of the same days a year before; no difference is worked out, the two stand side by side. */
export function Beside({ drawn, scope }: { drawn: Drawn; scope: Scope }) {
  const t = useTexts('pictures');
  const say = useSay();
  const query = { ...scope, ...yearBefore(scope) };
  const found = useQuery({
    queryKey: ['pictures', drawn.code, query],
    queryFn: () => ask(() => api.GET('/api/pictures/{picture}', { params: { path: { picture: drawn.code }, query } })),
    retry: false,
  });
  const before = found.data;
  if (before === undefined)
    return found.isError ? (
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
    ) : (
      <Waiting rows={3} />
    );
  const shown = (n: number | null) => n ?? t('kept');
  return (
    <div className="table-scroll" role="region" aria-label={t('compare')} tabIndex={0}>
      <p className="quiet">
        {t('besideAbout', { from: civilDayText(before.from), to: civilDayText(before.to) })}
        {before.protected ? ` · ${t('protected')}` : ''}
      </p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('row')}</th>
            {drawn.columns.map(({ code, name }) => (
              <th key={code} scope="col">
                {say(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {besideRows(drawn, before).map(({ code, name, pairs }) => (
            <tr key={code}>
              <th scope="row">{say(name)}</th>
              {pairs.map(([then, now], at) => (
                <td key={drawn.columns[at]?.code ?? at}>
                  <span className="quiet">{shown(then)} →</span> {shown(now)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
