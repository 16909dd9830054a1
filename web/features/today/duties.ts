import { useInfiniteQuery } from '@tanstack/react-query';
import type { paths } from '#api/openapi';
import { useOnScreen } from '#web/frame/after-paint.ts';
import { api, ask } from '#web/frame/api.ts';
import { useNow } from '#web/frame/clock.ts';
import { DUE_STEP_MS } from '#web/parts/due-badge.tsx';
import { usePupilNames } from '#web/parts/pupil-names.ts';
import type { Pupil } from '#web/parts/pupil-picker.tsx';
import type { View } from './filters.tsx';

export type Line = paths['/api/duties']['get']['responses'][200]['content']['application/json']['items'][number];

export function keyOf({ stream, id }: Line): string {
  return `${stream}-${id}`;
}

/** The duties of a view, page by page; shown: the first of them are on screen. */
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
  return { pages, items, now: useNow(DUE_STEP_MS), shown: useOnScreen(!pages.isPending) };
}

/** Whom a row is about, as far as it is known by now. */
export function usePupils(items: readonly Line[]): (line: Line) => Pupil | undefined {
  const pupils = usePupilNames(items.flatMap(({ student }) => (student === null ? [] : [student])));
  return ({ student }) => pupils.get(student ?? '');
}
