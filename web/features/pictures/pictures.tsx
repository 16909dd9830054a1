import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { api, ask } from '#web/frame/api.ts';
import type { Loaded } from '#web/frame/feature.ts';
import { useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { ScopeBar, useScope } from '#web/parts/scope.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { OnePicture } from './one-picture.tsx';
import '#web/parts/programme.css';
import './pictures.css';

const OFFERED = queryOptions({
  queryKey: ['pictures', 'offered'],
  queryFn: () => ask(() => api.GET('/api/pictures')),
  staleTime: 600_000,
});

/** So many are asked for at a time: an answer among many waits for the page that asks for the others and the machine that answers them. */
const AT_A_TIME = 2;

export const begin: Loaded['begin'] = (queries) => void queries.prefetchQuery(OFFERED);

/** Every picture that this person may look at, over one period and one place: from the top. */
export default function Pictures() {
  const t = useTexts('pictures');
  const [scope, setScope] = useScope();
  const found = useQuery(OFFERED);
  const items = found.data?.items ?? [];
  const [there, setThere] = useState(0);
  const isThere = useCallback(() => setThere((before) => before + 1), []);
  const onPlace = useCallback((org: string) => setScope({ org }), [setScope]);
  return (
    <Page title={t('title')}>
      <ScopeBar scope={scope} onChange={setScope} />
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {found.isSuccess && items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : null}
      <div className="picture-grid">
        {items.map((picture, at) => (
          <OnePicture
            key={picture.code}
            picture={picture}
            scope={scope}
            wanted={at < there + AT_A_TIME}
            onThere={isThere}
            onPlace={onPlace}
          />
        ))}
      </div>
    </Page>
  );
}
