import { useQuery } from '@tanstack/react-query';
import type { paths } from '#api/openapi';
import { api, ask } from '#web/frame/api.ts';
import type { KindCode } from '#web/parts/record-kinds.ts';

export type FullRecord = paths['/api/records/{kind}/{id}']['get']['responses'][200]['content']['application/json'];

/** What writing a record moves. */
export const MOVES = ['records', 'recordDuties', 'figures', 'duties', 'notices'];

/** One record as it stands; not asked for without an id. */
export function useRecord(kind: KindCode, id: string | undefined) {
  return useQuery({
    queryKey: ['records', kind, 'one', id],
    queryFn: () => ask(() => api.GET('/api/records/{kind}/{id}', { params: { path: { kind, id: id ?? '' } } })),
    enabled: id !== undefined,
  });
}

/** Names of members of staff by their ids; those who are gone keep none. */
export function useNames(ids: readonly string[]) {
  const asked = [...new Set(ids)].sort().slice(0, 100);
  const found = useQuery({
    queryKey: ['colleagues', asked],
    queryFn: () => ask(() => api.GET('/api/colleagues', { params: { query: { ids: asked.join(',') } } })),
    enabled: asked.length > 0,
    staleTime: 600_000,
  });
  const names = new Map(found.data?.items.map(({ person, displayName }) => [person, displayName]));
  return (id: string): string => names.get(id) ?? '';
}
