import { useQuery } from '@tanstack/react-query';
import { api, ask } from '#web/frame/api.ts';
import { dayText } from '#web/frame/dates.ts';
import { useTexts } from '#web/frame/words.ts';
import { usePlaceNames } from './place-input.tsx';
import { ProblemAlert } from './problem-alert.tsx';

/** The consents of a child as whoever may read them knows them; each reading is in the audit. `student` null or not `wanted`: not asked for. */
export function useConsents(student: string | null, wanted: boolean) {
  return useQuery({
    enabled: student !== null && wanted,
    queryKey: ['streams', 'consents', student],
    queryFn: () =>
      ask(() =>
        api.GET('/api/students/{id}/consents', {
          params: { path: { id: student ?? '' }, header: { 'x-access-reason': 'duty' } },
        }),
      ),
  });
}

/** What the guardians have agreed to, and since when: whether a referral can leave today is seen without opening its form. */
export function Consents({ student }: { student: string }) {
  const t = useTexts('case');
  const found = useConsents(student, true);
  const live = found.data?.items.filter((one) => one.live) ?? [];
  const named = new Map(
    usePlaceNames(live.flatMap(({ hospitals }) => hospitals)).map(({ code, name }) => [code, name]),
  );
  if (found.error !== null) return <ProblemAlert error={found.error} onAgain={() => void found.refetch()} />;
  if (found.data === undefined) return null;
  return (
    <p className="quiet">
      {t('consents.title')}{' '}
      {live.length === 0
        ? t('consents.none')
        : live
            .map(({ kind, givenAt, hospitals }) =>
              [
                t(`consents.kind.${kind}`, { defaultValue: kind }),
                ...hospitals.map((code) => named.get(code) ?? code),
                t('consents.since', { day: dayText(givenAt) }),
              ].join(' '),
            )
            .join(t('frame:comma'))}
    </p>
  );
}
