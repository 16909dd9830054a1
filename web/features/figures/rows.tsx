import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useSayWithin, useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type RecordLine, useKinds } from '#web/parts/record-kinds.ts';
import { RecordRow } from '#web/parts/record-row.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';
import { type Scope, ScopeBar, useScope } from '#web/parts/scope.tsx';
import { Compared } from './compared.tsx';
import '#web/parts/programme.css';

/** The records behind one figure: they add up to it. */
export default function FigureRows() {
  const t = useTexts('figures');
  const [say, sayWithin] = [useSay(), useSayWithin()];
  const go = useNavigate();
  const { code = '' } = useParams({ strict: false }) as { code?: string };
  const [scope, setScope] = useScope();
  const [comparing, setComparing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const kinds = useKinds();
  const figures = useQuery({
    queryKey: ['figures', scope],
    queryFn: () => ask(() => api.GET('/api/figures', { params: { query: scope } })),
  });
  const figure = figures.data?.items.find((each) => each.code === code);
  const pages = useInfiniteQuery({
    queryKey: ['figures', code, scope],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/figures/{code}/rows', {
          params: { path: { code }, query: { ...scope, ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const open = ({ kind, id }: RecordLine) => void go({ to: `/records/${kind}/${id}` });
  return (
    <Page
      title={figure === undefined ? t('title') : `${say(figure.name)} ${figure.shown} ${sayWithin(figure.unit)}`}
      actions={<Ways scope={scope} comparing={comparing} onCompare={setComparing} />}
    >
      <ScopeBar scope={scope} onChange={setScope} />
      <p className="quiet">{say(figure?.rule)}</p>
      {comparing ? <Compared code={code} scope={scope} /> : null}
      <ProblemAlert error={pages.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : null}
      {items.length === 0 ? null : (
        <Worklist
          label={say(figure?.name)}
          items={items}
          keyOf={({ id }) => id}
          rowHeight={60}
          row={(line) => {
            const kind = kinds.data?.find((each) => each.kind === line.kind);
            return kind === undefined ? null : <RecordRow kind={kind} line={line} />;
          }}
          chosen={chosen}
          onChoose={(id, line) => (id === chosen ? open(line) : setChosen(id))}
          onOpen={open}
          more={pages.hasNextPage && !pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
        />
      )}
    </Page>
  );
}

interface WaysProps {
  readonly scope: Scope;
  readonly comparing: boolean;
  readonly onCompare: (comparing: boolean) => void;
}

function Ways({ scope, comparing, onCompare }: WaysProps) {
  const t = useTexts('figures');
  return (
    <>
      <Button onClick={() => onCompare(!comparing)} aria-pressed={comparing}>
        {t('compared.title')}
      </Button>
      <Link to="/figures" search={scope as never}>
        {t('back')}
      </Link>
    </>
  );
}
