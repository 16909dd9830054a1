import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import { useNow } from '#web/frame/clock.ts';
import type { View } from './filters.tsx';

export type Line = paths['/api/duties']['get']['responses'][200]['content']['application/json']['items'][number];
export type Pupil = paths['/api/students']['get']['responses'][200]['content']['application/json']['items'][number];

export function keyOf({ stream, id }: Line): string {
  return `${stream}-${id}`;
}

/** The duties of a view, page by page. */
export function useDuties({ list, level, kind }: View) {
  const pages = useInfiniteQuery({
    queryKey: ['duties', list, level ?? '', kind ?? ''],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/duties', {
          params: { query: { list, limit: '100', level, kind, ...(pageParam === '' ? {} : { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: 60_000,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return { pages, items, now: useNow(60_000) };
}

const MOST_NAMES = 100;

/** Whom the first rows are about, asked for after the rows are there. */
export function usePupils(items: readonly Line[]): ReadonlyMap<string, Pupil> {
  const ids = [...new Set(items.flatMap(({ student }) => (student === null ? [] : [student])))]
    .slice(0, MOST_NAMES)
    .sort();
  const found = useQuery({
    enabled: ids.length > 0,
    retry: false,
    staleTime: 600_000,
    queryKey: ['pupils', ids],
    queryFn: () =>
      ask(() => api.GET('/api/students', { params: { query: { ids: ids.join(','), limit: String(MOST_NAMES) } } })),
  });
  return new Map(found.data?.items.map((pupil) => [pupil.id, pupil]));
}
