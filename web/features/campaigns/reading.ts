import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { paths } from '#api/openapi';
import { campaignStageWords } from '#domain/campaign-words';
import type { Words } from '#domain/words';
import { api, ask } from '#web/frame/api.ts';
import { useMe } from '#web/frame/session.ts';

export type Completion =
  paths['/api/campaigns/{id}/completion']['get']['responses'][200]['content']['application/json'];
export type ClassLine = Completion['classes'][number];
export type Campaign = paths['/api/campaigns/{id}']['get']['responses'][200]['content']['application/json'];

/** What a stage is called; stages of a campaign are the domain's. */
export const STAGES: Readonly<Record<string, Words>> = campaignStageWords;

/** How far a campaign has come; drawn anew while it is looked at, since answers come in without anybody's act. */
export function useCompletion(id: string) {
  return useQuery({
    queryKey: ['streams', 'campaigns', id, 'completion'],
    queryFn: () => ask(() => api.GET('/api/campaigns/{id}/completion', { params: { path: { id } } })),
    refetchInterval: 30_000,
  });
}

/** The campaign with its duties and what may be done now; nothing for a class teacher, who leads none. */
export function useLeading(id: string) {
  const enabled = useMe().permitted.includes('planCampaign');
  const params = { path: { id } };
  const campaign = useQuery({
    enabled,
    queryKey: ['streams', 'campaigns', id],
    queryFn: () => ask(() => api.GET('/api/campaigns/{id}', { params })),
  });
  const permitted = useQuery({
    enabled,
    queryKey: ['streams', 'campaigns', id, 'permitted'],
    queryFn: () => ask(() => api.GET('/api/campaigns/{id}/permitted-acts', { params })),
  });
  return { campaign, acts: permitted.data?.acts ?? [] };
}

export type Place =
  paths['/api/campaigns/{id}/responses']['get']['responses'][200]['content']['application/json']['items'][number];

/** Pupils of one class and where each stands, by number. */
export function usePlaces(id: string, group: string) {
  const pages = useInfiniteQuery({
    queryKey: ['streams', 'campaigns', id, 'responses', group],
    queryFn: ({ pageParam }) =>
      ask(() =>
        api.GET('/api/campaigns/{id}/responses', {
          params: {
            path: { id },
            query: { class: group, limit: '200', ...(pageParam === '' ? {} : { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const found = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  return {
    items: found.toSorted((one, other) => one.number.localeCompare(other.number, 'zh')),
    error: pages.error,
    pending: pages.isPending,
    refetch: pages.refetch,
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : null,
  };
}

/** Pupils who need not be thought of any more: answered, said no, or looked after. */
export function doneOf({ answered, refused, settled }: Pick<ClassLine, 'answered' | 'refused' | 'settled'>): number {
  return answered + refused + settled;
}
