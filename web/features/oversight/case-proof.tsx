import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import type { CaseStage } from '#domain/case-state';
import type { DutyKind } from '#domain/policy';
import { stageWords } from '#domain/timeline/code-words';
import { dutyWords } from '#domain/timeline/duty-words';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { type CaseView, useCase, useNames } from '#web/parts/case-reading.ts';
import { DueBadge } from '#web/parts/due-badge.tsx';
import { LevelTag } from '#web/parts/level-tag.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { ProofFound } from '#web/parts/proof-found.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import { StreamStory } from '#web/parts/stream-story.tsx';
import { Waiting } from '#web/parts/waiting.tsx';

/** A case as those see it who look after many: no name, what is owed by whom, the story, and whether anything in it was altered. */
export default function CaseProof() {
  const { id } = useParams({ strict: false }) as { id: string }; // the route's own parameter
  const found = useCase(id);
  if (found.data === undefined)
    return found.error === null ? (
      <Waiting rows={8} />
    ) : (
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
    );
  return <Known view={found.data} />;
}

function Known({ view }: { view: CaseView }) {
  const t = useTexts('oversight');
  const say = useSay();
  const me = useMe();
  const called = view.duties.some(({ holder, called: also }) => holder === me.person || also.includes(me.person));
  return (
    <Page
      title={t('case.title', { name: view.student?.pseudonym ?? view.id.slice(0, 8) })}
      beside={
        <>
          <LevelTag level={view.level} />
          <StatusTag kind={view.open ? 'plain' : 'good'}>{say(stageWords[view.stage as CaseStage])}</StatusTag>
        </>
      }
      actions={
        <>
          {called ? (
            <Link to="/cases/$id" params={{ id: view.id }}>
              <Button type="primary">{t('case.act')}</Button>
            </Link>
          ) : null}
          <Button onClick={() => window.print()}>{t('case.print')}</Button>
        </>
      }
    >
      <div className="case">
        <div className="case-main">
          <Chains id={view.id} />
          {view.sight === 'duties' ? null : <StreamStory kind="cases" id={view.id} />}
        </div>
        <aside className="case-side" aria-label={t('case.side')}>
          <Owed view={view} />
        </aside>
      </div>
    </Page>
  );
}

function Owed({ view: { duties } }: { view: CaseView }) {
  const t = useTexts('oversight');
  const say = useSay();
  const name = useNames(duties.map(({ holder }) => holder));
  return (
    <section className="card" aria-labelledby="owed">
      <h2 id="owed">{t('case.owed')}</h2>
      <ul className="plain-list">
        {duties
          .toSorted((one, other) => (one.limitAt ?? one.dueAt) - (other.limitAt ?? other.dueAt))
          .map(({ id, kind, holder, limitAt, uncovered, acknowledged }) => (
            <li key={id}>
              <strong>{say(dutyWords[kind as DutyKind]) || kind}</strong>{' '}
              <DueBadge at={limitAt} uncovered={uncovered} />
              <div className="quiet">
                {t(acknowledged === null ? 'case.unheard' : 'case.heard', { name: name(holder) })}
              </div>
            </li>
          ))}
      </ul>
    </section>
  );
}

/** Worked out anew from the stored bytes at each look. */
function Chains({ id }: { id: string }) {
  const t = useTexts('oversight');
  const found = useQuery({
    queryKey: ['streams', 'proof', id],
    queryFn: () => ask(() => api.GET('/api/cases/{id}/proof', { params: { path: { id } } })),
  });
  const give = useMutation({
    mutationFn: async () => {
      const header = { 'x-access-reason': 'supervision' as const };
      const text: unknown = await ask(() =>
        api.GET('/api/cases/{id}/export', { params: { path: { id }, header }, parseAs: 'text' }),
      );
      saveText(`case-${id.slice(0, 8)}.jsonl`, String(text));
    },
  });
  return (
    <section className="card" aria-labelledby="chains">
      <h2 id="chains">{t('case.chains')}</h2>
      <ProblemAlert error={found.error ?? give.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting rows={2} /> : null}
      {found.data === undefined ? null : <ProofFound proof={found.data} />}
      <div className="act-foot">
        <Button loading={found.isFetching} onClick={() => void found.refetch()}>
          {t('case.again')}
        </Button>
        <Button loading={give.isPending} onClick={() => give.mutate()}>
          {t('case.export')}
        </Button>
        <span className="quiet">{t('case.exportAbout')}</span>
      </div>
    </section>
  );
}

function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/x-ndjson' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
