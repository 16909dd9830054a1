import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert } from 'antd';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import { fullText } from '#web/frame/dates.ts';
import { useTexts } from '#web/frame/words.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Exceptions } from './exceptions.tsx';
import { OpenCases } from './open-cases.tsx';

type Seen = paths['/api/oversight']['get']['responses'][200]['content']['application/json'];

const LEVELS = ['L4', 'L3', 'L2', 'L1'] as const;

/** What is late and unheard first; then county by county, school by school, down to the cases of one school. */
export default function Oversight() {
  const t = useTexts('oversight');
  const go = useNavigate();
  const { org = null } = useSearch({ strict: false }) as { readonly org?: string }; // the route's own
  // In the address: the way back from a case leads to the school one was at.
  const setOrg = (next: string | null) => void go({ to: '.', search: (next === null ? {} : { org: next }) as never });
  const found = useQuery({
    queryKey: ['streams', 'oversight', org],
    queryFn: () => ask(() => api.GET('/api/oversight', { params: { query: org === null ? {} : { org } } })),
  });
  const here = found.data?.crumbs.at(-1);
  return (
    <Page
      title={t('title')}
      beside={
        found.data === undefined ? null : <span className="quiet">{t('at', { time: fullText(found.data.at) })}</span>
      }
    >
      <Coverage />
      {org === null ? <Exceptions /> : null}
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {found.data === undefined || here === undefined ? null : (
        <section className="card" aria-labelledby="places">
          <h2 id="places">{t('places')}</h2>
          <Crumbs seen={found.data} onGo={setOrg} />
          {here.kind === 'school' ? <OpenCases org={here.code} /> : <Places seen={found.data} onGo={setOrg} />}
        </section>
      )}
    </Page>
  );
}

/** A year that nobody has entered makes every limit a guess. */
function Coverage() {
  const t = useTexts('oversight');
  const found = useQuery({
    staleTime: 600_000,
    queryKey: ['calendar', 'coverage'],
    queryFn: () => ask(() => api.GET('/api/calendar', { params: { query: { from: '2026-01-01', to: '2026-01-01' } } })),
  });
  if (found.data === undefined || found.data.warnings.length === 0) return null;
  return <Alert type="warning" showIcon title={t('calendar.title')} description={t('calendar.hint')} />;
}

function Crumbs({ seen, onGo }: { seen: Seen; onGo: (org: string | null) => void }) {
  const t = useTexts('oversight');
  return (
    <nav aria-label={t('crumbs')}>
      {seen.crumbs.map(({ code, name }, index) => (
        <span key={code}>
          {index === 0 ? null : ' › '}
          {index === seen.crumbs.length - 1 ? (
            <strong aria-current="page">{name}</strong>
          ) : (
            <button type="button" className="link" onClick={() => onGo(index === 0 ? null : code)}>
              {name}
            </button>
          )}
        </span>
      ))}
    </nav>
  );
}

function Places({ seen, onGo }: { seen: Seen; onGo: (org: string) => void }) {
  const t = useTexts('oversight');
  if (seen.places.length === 0) return <Empty title={t('none')} hint={t('noneHint')} />;
  const figure = (n: number, bad = false) => (
    <td className={bad && n > 0 ? 'figure due-late' : n === 0 ? 'figure quiet' : 'figure'}>{n}</td>
  );
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t('places')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('place')}</th>
            <th scope="col">{t('late')}</th>
            <th scope="col">{t('oldest')}</th>
            <th scope="col">{t('unheard')}</th>
            <th scope="col">{t('rerouted')}</th>
            {LEVELS.map((level) => (
              <th key={level} scope="col">
                <LevelTag level={level} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {seen.places.map(({ code, name, late, oldestLateAt, unheard, rerouted, byLevel }) => (
            <tr key={code}>
              <th scope="row">
                <button type="button" className="link" onClick={() => onGo(code)}>
                  {name}
                </button>
              </th>
              {figure(late, true)}
              <td>{oldestLateAt === null ? '' : <DueBadge at={oldestLateAt} />}</td>
              {figure(unheard, true)}
              {figure(rerouted, true)}
              {LEVELS.map((level) => (
                <td key={level} className="figure">
                  {byLevel[level] ?? <span className="quiet">0</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet">{t('about')}</p>
    </div>
  );
}
