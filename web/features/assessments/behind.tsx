import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { figureWords } from '#programme/assessment/formula-words';
import { api, ask } from '#web/frame/api.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type RecordLine, useKinds } from '#web/parts/record-kinds.ts';
import { RecordRow } from '#web/parts/record-row.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { Worklist } from '#web/parts/worklist.tsx';
import '#web/parts/programme.css';

/** The records behind one figure of a score as they are now, beside the value that the score rests on. */
export default function Behind() {
  const t = useTexts('assessments');
  const say = useSay();
  const go = useNavigate();
  const { id = '', figure = '' } = useParams({ strict: false }) as { id?: string; figure?: string };
  const [chosen, setChosen] = useState<string | null>(null);
  const kinds = useKinds();
  const pages = useInfiniteQuery({
    queryKey: ['assessments', 'rows', id, figure],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/assessments/{id}/rows', {
          params: { path: { id }, query: { figure, ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const first = pages.data?.pages[0];
  // Lines of records as every list of them has.
  const items = (pages.data?.pages.flatMap((page) => page.items) ?? []) as unknown as readonly RecordLine[];
  const open = ({ kind, id: record }: RecordLine) => void go({ to: `/records/${kind}/${record}` });
  const name = say(figureWords(figure));
  const unknown = t('unknown');
  return (
    <Page title={name} actions={<Link to={`/assessments/${id}`}>{t('back')}</Link>}>
      {first === undefined ? null : (
        <p className={first.kept === first.now ? 'quiet' : 'score-why'}>
          {t('keptAndNow', { kept: first.kept ?? unknown, now: first.now ?? unknown })}
        </p>
      )}
      <ProblemAlert error={pages.error ?? kinds.error} onAgain={() => void pages.refetch()} />
      {pages.isPending ? <Waiting /> : null}
      {pages.isSuccess && items.length === 0 ? <Empty title={t('noRows')} hint={t('noRowsHint')} /> : null}
      {items.length === 0 ? null : (
        <Worklist
          label={name}
          items={items}
          keyOf={(line) => line.id}
          rowHeight={60}
          row={(line) => {
            const kind = kinds.data?.find((each) => each.kind === line.kind);
            return kind === undefined ? null : <RecordRow kind={kind} line={line} />;
          }}
          chosen={chosen}
          onChoose={(key, line) => (key === chosen ? open(line) : setChosen(key))}
          onOpen={open}
          more={pages.hasNextPage && !pages.isFetchingNextPage}
          onMore={() => void pages.fetchNextPage()}
        />
      )}
    </Page>
  );
}
