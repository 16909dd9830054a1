import { Link } from '@tanstack/react-router';
import { PROGRAMME_ITEMS } from '#domain/programme-access';
import { useSay, useTexts } from '#web/frame/words.ts';
import { Page } from '#web/parts/page.tsx';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { useKinds } from '#web/parts/record-kinds.ts';
import { Waiting } from '#web/parts/waiting.tsx';
import '#web/parts/programme.css';

/** Every kind that the reader keeps or reads, by the items of the programme. */
export default function Overview() {
  const t = useTexts('records');
  const say = useSay();
  const kinds = useKinds();
  const readable = kinds.data?.filter(({ may }) => may.read || may.record) ?? [];
  return (
    <Page title={t('title')}>
      <ProblemAlert error={kinds.error} onAgain={() => void kinds.refetch()} />
      {kinds.isPending ? <Waiting /> : null}
      <div className="kind-grid">
        {PROGRAMME_ITEMS.map((item) => ({ item, held: readable.filter((kind) => kind.item === item) }))
          .filter(({ held }) => held.length > 0)
          .map(({ item, held }) => (
            <section className="card" key={item}>
              <h2>{t(`frame:item.${item}`)}</h2>
              <ul>
                {held.map(({ kind, name, may }) => (
                  <li key={kind}>
                    <Link to={`/records/${kind}`}>{say(name)}</Link>
                    {may.record ? (
                      <Link to={`/records/${kind}/new`} aria-label={`${t('new')} ${say(name)}`}>
                        {t('new')}
                      </Link>
                    ) : null}
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </Page>
  );
}
