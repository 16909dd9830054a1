import { Link, useLocation, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useKeys } from '#web/frame/keys.tsx';
import { useMe } from '#web/frame/session.ts';
import { useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { type PaperOf, REASONS, useMaking, type Wish } from './making.ts';
import { Sheet } from './sheet.tsx';
import './papers.css';

/** One paper: first why it is made, then the page as it will be printed, to print or to keep as Word. */
export default function PaperScreen() {
  const { id } = useParams({ strict: false }) as { id: string }; // the route's own parameter
  const { pathname } = useLocation();
  const of = (pathname.split('/')[1] ?? 'cases') as PaperOf; // one of the three addresses of this screen
  return <Known key={`${of} ${id}`} of={of} id={id} />;
}

/** Where a paper was asked for. */
const BACK = { cases: '/cases/$id', referrals: '/referrals/$id', returns: '/returns/$id' } as const satisfies Record<
  PaperOf,
  string
>;

function Known({ of, id }: { of: PaperOf; id: string }) {
  const t = useTexts('papers');
  const { made, file } = useMaking(of, id);
  const paper = made.data;
  const wish = made.variables;
  const keep = () => {
    if (paper !== undefined && wish !== undefined && !file.isPending) file.mutate({ wish, kind: paper.kind });
  };
  useKeys([
    { key: 'p', label: t('print'), act: () => paper !== undefined && window.print() },
    { key: 'w', label: t('word'), act: keep },
  ]);
  return (
    <Page
      title={t(`title.${of}`)}
      actions={
        <>
          {paper === undefined ? null : (
            <>
              <Button type="primary" onClick={() => window.print()}>
                {t('print')}
              </Button>
              <Button loading={file.isPending} onClick={keep}>
                {t('word')}
              </Button>
            </>
          )}
          <Link to={BACK[of]} params={{ id }}>
            <Button>{t(`back.${of}`)}</Button>
          </Link>
        </>
      }
    >
      <ProblemAlert error={made.error ?? file.error} />
      {paper === undefined ? (
        <Why of={of} busy={made.isPending} onMake={(asked) => made.mutate(asked)} />
      ) : (
        <Sheet paper={paper} />
      )}
    </Page>
  );
}

/** The reason comes first, as for every opening of who a child is; one tap, and the paper is there. */
function Why({ of, busy, onMake }: { of: PaperOf; busy: boolean; onMake: (wish: Wish) => void }) {
  const t = useTexts('papers');
  const [full, setFull] = useState(false);
  const mayName = useMe().permitted.includes('openIdentity');
  return (
    <section className="card" aria-labelledby="why">
      <h2 id="why">{t('why')}</h2>
      <p className="quiet">{t(`about.${of}`)}</p>
      {of === 'cases' && mayName ? (
        <p>
          <label className={full ? 'choice choice-on' : 'choice'}>
            <input type="checkbox" checked={full} onChange={(event) => setFull(event.target.checked)} />
            {t('full')}
          </label>
        </p>
      ) : null}
      <div className="choices">
        {REASONS.map((reason) => (
          <Button key={reason} size="large" disabled={busy} onClick={() => onMake({ reason, full })}>
            {t(`reason.${reason}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}
