import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { mayKeep } from '#domain/programme-access';
import type { Role } from '#domain/role';
import { api, ask } from '#web/frame/api.ts';
import { dayText } from '#web/frame/dates.ts';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { type Change, changesFor, type Organisation, readOrganisation } from './organisations.ts';
import { PeopleTable } from './people-table.tsx';
import { TreeChangeForm } from './tree-change.tsx';
import './administration.css';

/** One organisation: where it hangs, who works there, what has become of it, and what can become of it. */
export default function OrganisationScreen() {
  const t = useTexts('administration');
  const { id } = useParams({ strict: false }) as { id: string };
  const { acting } = useMe();
  const found = useQuery({ queryKey: ['places', 'one', id, ''], queryFn: () => readOrganisation(id) });
  const [doing, setDoing] = useState<'moves' | 'mergers' | null>(null);
  const place = found.data;
  const changes = useChanges(id);
  const closed = isClosed(changes.data?.items);
  const keeps = mayKeep(acting.role as Role, 'record', { item: 'A1', tier: 'city', place: acting.orgKind === 'city' });
  const offered = place === undefined || !keeps || closed !== false ? [] : changesFor(place.kind);
  return (
    <Page
      title={place?.name ?? t('tree.title')}
      beside={
        place === undefined ? null : (
          <>
            {closed === true ? <StatusTag>{t('change.closed')}</StatusTag> : null}
            <span className="quiet">
              {t(`kind.${place.kind}`)} {place.code}
            </span>
          </>
        )
      }
      actions={offered.map((act) => (
        <Button key={act} onClick={() => setDoing(act)}>
          {t(`change.${act}`)}
        </Button>
      ))}
    >
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {place === undefined ? null : (
        <>
          {place.parent === null || closed !== false ? null : <Above id={place.parent} />}
          {doing === null ? null : (
            <TreeChangeForm key={doing} act={doing} place={place} onDone={() => setDoing(null)} />
          )}
          <History changes={changes} />
          {closed === false ? <Staff place={place} /> : null}
        </>
      )}
    </Page>
  );
}

function Above({ id }: { id: string }) {
  const t = useTexts('administration');
  const above = useQuery({ queryKey: ['places', 'one', id, ''], queryFn: () => readOrganisation(id) });
  return (
    <p>
      {t('tree.above')}{' '}
      <Link to="/organisations/$id" params={{ id }}>
        {above.data?.name ?? '…'}
      </Link>
    </p>
  );
}

function useChanges(id: string) {
  return useQuery({
    queryKey: ['places', 'changes', id],
    queryFn: () => ask(() => api.GET('/api/organisations/{id}/changes', { params: { path: { id } } })),
  });
}

/** Whether a place went into another: nobody works there any more, and nothing can become of it. Undefined: not known yet. */
function isClosed(changes: readonly Change[] | undefined): boolean | undefined {
  return changes?.some(({ act }) => act === 'merged');
}

function History({ changes }: { changes: ReturnType<typeof useChanges> }) {
  const t = useTexts('administration');
  const items = changes.data?.items ?? [];
  return (
    <section className="card">
      <h2>{t('change.history')}</h2>
      <ProblemAlert error={changes.error} onAgain={() => void changes.refetch()} />
      {changes.isSuccess && items.length === 0 ? <p className="quiet">{t('change.none')}</p> : null}
      <ol className="admin-history">
        {items.map((change) => (
          <ChangeLine key={change.id} change={change} />
        ))}
      </ol>
    </section>
  );
}

function ChangeLine({ change }: { change: Change }) {
  const t = useTexts('administration');
  const name = (id: string) => ({ queryKey: ['places', 'one', id, ''], queryFn: () => readOrganisation(id) });
  const from = useQuery(name(change.from));
  const to = useQuery(name(change.to));
  const names = { from: from.data?.name ?? '…', to: to.data?.name ?? '…' };
  return (
    <li>
      <strong>{dayText(Date.parse(`${change.day}T00:00:00+08:00`))}</strong> {t(`change.${change.act}`, names)}{' '}
      <span className="quiet">{change.why}</span>
    </li>
  );
}

function Staff({ place }: { place: Organisation }) {
  const t = useTexts('administration');
  const { permitted } = useMe();
  const reads = permitted.includes('listPeople');
  const found = useQuery({
    queryKey: ['people', 'at', place.code],
    queryFn: () => ask(() => api.GET('/api/people', { params: { query: { under: place.code, limit: '20' } } })),
    enabled: reads,
    retry: false,
  });
  if (!reads || found.isError) return null;
  return (
    <section className="card">
      <h2>{t('tree.staff')}</h2>
      {found.isPending ? <Waiting /> : null}
      {found.data === undefined ? null : found.data.items.length === 0 ? (
        <p className="quiet">{t('tree.noStaff')}</p>
      ) : (
        <PeopleTable items={found.data.items} />
      )}
      {found.data?.next == null ? null : <Link to="/people">{t('tree.allStaff')}</Link>}
    </section>
  );
}
