import { useQuery } from '@tanstack/react-query';
import { api, ask } from '#web/frame/api.ts';
import { useTexts } from '#web/frame/words.ts';
import { Empty } from '#web/parts/empty.tsx';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { ScopeBar, useScope } from '#web/parts/scope.tsx';
import { Waiting } from '#web/parts/waiting.tsx';
import { OnePicture } from './one-picture.tsx';
import '#web/parts/programme.css';
import './pictures.css';

/** Every picture that this person may look at, over one period and one place. */
export default function Pictures() {
  const t = useTexts('pictures');
  const [scope, setScope] = useScope();
  const found = useQuery({
    queryKey: ['pictures', 'offered'],
    queryFn: () => ask(() => api.GET('/api/pictures')),
    staleTime: 600_000,
  });
  const items = found.data?.items ?? [];
  return (
    <Page title={t('title')}>
      <ScopeBar scope={scope} onChange={setScope} />
      <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />
      {found.isPending ? <Waiting /> : null}
      {found.isSuccess && items.length === 0 ? <Empty title={t('none')} hint={t('noneHint')} /> : null}
      <div className="picture-grid">
        {items.map((picture) => (
          <OnePicture key={picture.code} picture={picture} scope={scope} onPlace={(org) => setScope({ org })} />
        ))}
      </div>
    </Page>
  );
}
