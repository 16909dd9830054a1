import { useQuery } from '@tanstack/react-query';
import { lazy, memo, Suspense, useEffect, useMemo } from 'react';
import type { paths } from '#api/openapi';
import { useOnScreen } from '#web/frame/after-paint.ts';
import { api, ask } from '#web/frame/api.ts';
import { civilDayText, fullText } from '#web/frame/dates.ts';
import { useSay, useSayWithin, useTexts } from '#web/frame/words.ts';
import { ChartWithTable } from '#web/parts/chart-with-table.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import type { Scope } from '#web/parts/scope.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Heat } from './heat.tsx';

export type Drawn = paths['/api/pictures/{picture}']['get']['responses'][200]['content']['application/json'];
type Offered = paths['/api/pictures']['get']['responses'][200]['content']['application/json']['items'][number];

/** The library that draws is heavy: it comes when a picture is looked at, and only then. */
const Bars = lazy(() => import('#web/parts/bars.tsx'));
/** What can be done with a picture comes when it stands. */
const Ways = lazy(() => import('./ways.tsx'));

interface Props {
  readonly picture: Offered;
  readonly scope: Scope;
  /** Its turn has come: it is asked for. */
  readonly wanted: boolean;
  /** It is drawn, or what is wrong is. */
  readonly onThere: () => void;
  readonly onPlace: (org: string) => void;
}

/** One picture with what its numbers mean, when they were true, and its twin in figures. */
export const OnePicture = memo(function OnePicture({ picture, scope, wanted, onThere, onPlace }: Props) {
  const say = useSay();
  const found = useQuery({
    enabled: wanted,
    queryKey: ['pictures', picture.code, scope],
    queryFn: () =>
      ask(() => api.GET('/api/pictures/{picture}', { params: { path: { picture: picture.code }, query: scope } })),
    placeholderData: (before) => before,
    retry: false,
  });
  const settled = !found.isPending;
  useEffect(() => {
    if (settled) onThere();
  }, [settled, onThere]);
  if (found.isError)
    return (
      <section className="card">
        <h2>{say(picture.title)}</h2>
        <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      </section>
    );
  if (found.data === undefined)
    return (
      <section className="card">
        <h2>{say(picture.title)}</h2>
        <Waiting rows={4} />
      </section>
    );
  return <Shown drawn={found.data} scope={scope} onPlace={onPlace} />;
});

function Shown({ drawn, scope, onPlace }: Pick<Props, 'scope' | 'onPlace'> & { readonly drawn: Drawn }) {
  const onScreen = useOnScreen(true);
  const t = useTexts('pictures');
  const say = useSay();
  const sayWithin = useSayWithin();
  const { title, rule, unit, form, columns, rows, orgName, from, to, overDays, at } = drawn;
  const definition = [
    say(rule),
    orgName,
    overDays ? t('days', { from: civilDayText(from), to: civilDayText(to) }) : t('asOf', { at: fullText(at) }),
    ...(drawn.protected ? [t('protected')] : []),
  ].join(' · ');
  const numbers = rows.flatMap(({ values }) => values);
  const nothing = !numbers.some((n) => n !== null && n > 0);
  return (
    <div className="card">
      <ChartWithTable
        title={t('named', { title: say(title), unit: sayWithin(unit) })}
        definition={definition}
        head={[t('row'), ...columns.map(({ name }) => say(name))]}
        rows={rows.map(({ name, values }) => [say(name), ...values.map((n) => n ?? t('kept'))])}
      >
        {nothing && form !== 'heat' && form !== 'list' ? (
          <p className="quiet">{t(numbers.includes(null) ? 'allKept' : 'nothing')}</p>
        ) : (
          <Picture drawn={drawn} />
        )}
      </ChartWithTable>
      {onScreen ? (
        <Suspense fallback={null}>
          <Ways drawn={drawn} scope={scope} />
        </Suspense>
      ) : null}
      <nav className="filters" aria-label={t('closer')}>
        {rows.map(({ code, org, name }) =>
          org === null ? null : (
            <button key={code} type="button" className="link-button" onClick={() => onPlace(org)}>
              {say(name)}
            </button>
          ),
        )}
      </nav>
    </div>
  );
}

function Picture({ drawn }: { drawn: Drawn }) {
  const t = useTexts('pictures');
  const kept = t('kept');
  const bars = useMemo(() => marked(drawn.form === 'shares' ? shares(drawn) : drawn, kept), [drawn, kept]);
  if (drawn.form === 'heat' || drawn.form === 'list') return <Heat drawn={drawn} />;
  return (
    <Suspense fallback={<Waiting rows={4} />}>
      <Bars drawn={bars} />
    </Suspense>
  );
}

/** A number that is kept back has no length and is no nought: its row says so. */
function marked({ rows, ...rest }: Drawn, kept: string): Drawn {
  const named = ({ name }: Drawn['rows'][number]) => ({
    'zh-CN': `${name['zh-CN']} · ${kept}`,
    en: `${name.en} · ${kept}`,
  });
  return { ...rest, rows: rows.map((row) => (row.values.includes(null) ? { ...row, name: named(row) } : row)) };
}

/** The last column alone: how many in a hundred. */
function shares({ columns, rows, ...rest }: Drawn): Drawn {
  return { ...rest, columns: columns.slice(-1), rows: rows.map((row) => ({ ...row, values: row.values.slice(-1) })) };
}
