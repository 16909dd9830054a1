import type { Policy, Stretch } from '#domain/policy';
import { RHYTHM_KEYS } from '#domain/policy';
import { useTexts } from '#web/frame/words.ts';

const HOUR = 3_600_000;

/** How often somebody speaks with the child, by level and after what. */
export function PolicyRhythms({ rhythms }: { rhythms: Policy['rhythms'] }) {
  const t = useTexts('administration');
  return (
    <section className="card">
      <h2>{t('policy.rhythms')}</h2>
      <dl className="admin-rhythms">
        {RHYTHM_KEYS.map((key) => {
          const { first, stretches, lastsDays, missesToHead } = rhythms[key];
          return (
            <div key={key}>
              <dt>{t(`rhythm.${key}`)}</dt>
              <dd>
                {first === null
                  ? null
                  : t('rhythm.first', { from: first.opensAfter / HOUR, to: first.closesAfter / HOUR })}
                {stretches.map((stretch, index) => (
                  <span key={JSON.stringify(stretch)}>
                    {first === null && index === 0 ? '' : t('rhythm.then')}
                    <StretchText stretch={stretch} />
                  </span>
                ))}
                {lastsDays === null ? null : t('rhythm.lasts', { count: lastsDays })}
                {t('rhythm.misses', { count: missesToHead })}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function StretchText({ stretch: { pace, count } }: { stretch: Stretch }) {
  const t = useTexts('administration');
  const every =
    'days' in pace ? t('rhythm.days', { count: pace.days }) : t('rhythm.schoolDays', { count: pace.schoolDays });
  return <>{count === null ? every : t('rhythm.times', { every, count })}</>;
}
