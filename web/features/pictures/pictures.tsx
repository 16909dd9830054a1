import { queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useOnScreen } from '#web/frame/after-paint.ts';
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

/** The least that a picture takes of the screen, its frame and what lies between two of them included; what stands above and beside them. */
const LEAST = { width: 532, height: 280 } as const;
const AROUND = { above: 150, beside: 200 } as const;

/** As many as the screen can show before anybody scrolls. */
function inSight(): number {
  const across = Math.max(1, Math.floor((window.innerWidth - AROUND.beside) / LEAST.width));
  return across * Math.ceil((window.innerHeight - AROUND.above) / LEAST.height);
}

export const begin: Loaded['begin'] = (queries) => void queries.prefetchQuery(OFFERED);

/** Every picture that this person may look at, over one period and one place: those in sight first, the others once these are on screen. */
export default function Pictures() {
  const t = useTexts('pictures');
  const [scope, setScope] = useScope();
  const found = useQuery(OFFERED);
  const items = found.data?.items ?? [];
  const [first] = useState(inSight);
  const [there, setThere] = useState(0);
  const isThere = useCallback(() => setThere((before) => before + 1), []);
  const behind = useOnScreen(there > 0 && there >= Math.min(first, items.length));
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
            wanted={at < first || behind}
            onThere={isThere}
            onPlace={onPlace}
          />
        ))}
      </div>
    </Page>
  );
}
