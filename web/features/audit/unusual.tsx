import { useQuery } from '@tanstack/react-query';
import type { Role } from '#domain/role';
import { roleWords } from '#domain/timeline/people';
import { api, ask } from '#web/frame/api.ts';
import { dayText } from '#web/frame/dates.ts';
import { useSay, useTexts } from '#web/frame/words.ts';
import { ProblemAlert } from '#web/parts/problem-alert.tsx';
import { StatusTag } from '#web/parts/status-tag.tsx';
import type { Filters } from './read-log.tsx';

const DAY = 86_400_000;

/** Days on which somebody read much, read at night or took many files away: what to ask about first. */
export function Unusual({ onDay }: { onDay: (name: string | null, filters: Filters) => void }) {
  const t = useTexts('audit');
  const say = useSay();
  const found = useQuery({
    queryKey: ['readLog', 'unusual'],
    queryFn: () => ask(() => api.GET('/api/read-log/unusual')),
  });
  if (found.data === undefined) return <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />;
  const { items, limits } = found.data;
  return (
    <section className="card" aria-labelledby="unusual">
      <h2 id="unusual">{t('unusual.title')}</h2>
      <p className="quiet">{t('unusual.about', limits)}</p>
      {items.length === 0 ? <p>{t('unusual.none')}</p> : null}
      <ul className="plain-list">
        {items.map(({ person, name, role, day, signs, ...counts }) => {
          const at = Date.parse(`${day}T00:00:00+08:00`);
          return (
            <li key={`${person}-${day}`} className="inbox-row">
              <button
                type="button"
                className="link"
                onClick={() => onDay(name, { person, from: String(at), to: String(at + DAY) })}
              >
                {t('unusual.day', { day: dayText(at), name: name ?? '' })}
              </button>{' '}
              <span className="quiet">{say(roleWords[role as Role])}</span>{' '}
              {signs.map((sign) => (
                <StatusTag key={sign} kind="wait">
                  {t(`unusual.${sign}`, { count: counts[sign] })}
                </StatusTag>
              ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
