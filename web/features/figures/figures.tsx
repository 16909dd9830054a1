import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PROGRAMME_ITEMS } from '#domain/programme-access';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useSayWithin, useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { ScopeBar, useScope } from '#web/parts/scope.tsx';
import '#web/parts/programme.css';

/** Every figure of a period and a place, with the rule by which it is counted; a tap opens its rows. */
export default function Figures() {
  const t = useTexts('figures');
  const say = useSay();
  const sayWithin = useSayWithin();
  const [scope, setScope] = useScope();
  const found = useQuery({
    queryKey: ['figures', scope],
    queryFn: () => ask(() => api.GET('/api/figures', { params: { query: scope } })),
    placeholderData: (before) => before,
  });
  const { items = [], scope: over } = found.data ?? {};
  return (
    <Page title={t('title')} beside={<span className="quiet">{over?.name}</span>}>
      <ScopeBar scope={scope} onChange={setScope} />
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {PROGRAMME_ITEMS.map((item) => ({ item, held: items.filter((figure) => figure.item === item) }))
        .filter(({ held }) => held.length > 0)
        .map(({ item, held }) => (
          <section key={item}>
            <h2>{t(`frame:item.${item}`)}</h2>
            <div className="figure-grid">
              {held.map(({ code, name, shown, unit, rule, rows, unapproved }) => (
                <article className="card" key={code}>
                  <div>{say(name)}</div>
                  <div className="figure-value">
                    {shown} <small>{sayWithin(unit)}</small>
                  </div>
                  <p className="quiet">{say(rule)}</p>
                  {rows === 0 ? (
                    <span className="quiet">{t('noRows')}</span>
                  ) : (
                    <Link
                      to={`/figures/${code}`}
                      search={scope as never}
                      aria-label={`${say(name)} ${t('rows', { count: rows })}`}
                    >
                      {t('rows', { count: rows })}
                    </Link>
                  )}
                  {unapproved === 0 ? null : <span className="quiet"> · {t('unapproved', { count: unapproved })}</span>}
                </article>
              ))}
            </div>
          </section>
        ))}
    </Page>
  );
}
