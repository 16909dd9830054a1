import { useQuery } from '@tanstack/react-query';
import { useOnScreen } from '#web/frame/after-paint.ts';
import { api, ask } from '#web/frame/api.ts';
import type { Pupil } from './pupil-picker.tsx';

const MOST = 100;

/** Names of the first rows, asked for after the rows are there; none for readers who may not know them. */
export function usePupilNames(students: readonly string[]): ReadonlyMap<string, Pupil> {
  const shown = useOnScreen(students.length > 0);
  const ids = shown ? [...new Set(students)].slice(0, MOST).sort() : [];
  const found = useQuery({
    enabled: ids.length > 0,
    retry: false,
    staleTime: 600_000,
    queryKey: ['pupils', ids],
    queryFn: () =>
      ask(() => api.GET('/api/students', { params: { query: { ids: ids.join(','), limit: String(MOST) } } })),
  });
  return new Map(found.data?.items.map((pupil) => [pupil.id, pupil]));
}
