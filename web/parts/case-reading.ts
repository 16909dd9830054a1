import { useQuery } from '@tanstack/react-query';
import type { paths } from '#api/openapi';
import type { CaseState } from '#domain/case-state';
import { api, ask } from '#web/frame/api.ts';
import { useNow } from '#web/frame/clock.ts';
import { useTexts } from '#web/frame/words.ts';
import { inHundreds } from './in-hundreds.ts';

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;
export type CaseView = Answer<'/api/cases/{id}'>;
export type CaseDuty = CaseView['duties'][number];
export type CaseTimeline = Answer<'/api/cases/{id}/timeline'>;
export type Identity = paths['/api/students/{id}/identity']['post']['responses'][200]['content']['application/json'];

/** A case as this reader sees it; drawn anew by every act and notice. */
export function useCase(id: string) {
  const params = { path: { id } };
  return useQuery({
    queryKey: ['streams', 'cases', id],
    queryFn: () => ask(() => api.GET('/api/cases/{id}', { params })),
  });
}

/** The acts that the table lets this reader do now. */
export function usePermitted(id: string) {
  const params = { path: { id } };
  return useQuery({
    queryKey: ['streams', 'cases', id, 'permitted'],
    queryFn: () => ask(() => api.GET('/api/cases/{id}/permitted-acts', { params })),
  });
}

export function useCaseTimeline(id: string, wanted: boolean) {
  const params = { path: { id } };
  return useQuery({
    enabled: wanted,
    queryKey: ['streams', 'cases', id, 'timeline'],
    queryFn: () => ask(() => api.GET('/api/cases/{id}/timeline', { params })),
  });
}

/** The state of a case in the reader's sight; parts that the reader may not see are not there. */
export function stateOf(view: CaseView): Partial<CaseState> {
  return (view.state ?? {}) as Partial<CaseState>; // the fold of the domain, as the API shows it
}

/** Names of members of staff by id. */
export function useNames(ids: readonly string[]): (id: string | null) => string {
  const t = useTexts('frame');
  const wanted = [...new Set(ids.filter((id) => id !== ''))].sort();
  const names = useQuery({
    enabled: wanted.length > 0,
    staleTime: 600_000,
    queryKey: ['colleagues', wanted],
    queryFn: () => Promise.all(inHundreds(wanted).map(namesOf)),
  });
  const known = new Map(
    names.data?.flatMap(({ items }) => items).map(({ person, displayName }) => [person, displayName]),
  );
  return (id) => (id === null ? t('nobody') : (known.get(id) ?? '…'));
}

function namesOf(ids: readonly string[]) {
  return ask(() => api.GET('/api/colleagues', { params: { query: { ids: ids.join(',') } } }));
}

/** The one who is looked after, as a class list has them; names for those who may know. */
export function useStudent(id: string | null) {
  return useQuery({
    enabled: id !== null,
    staleTime: 600_000,
    retry: false,
    queryKey: ['student', id],
    queryFn: async () => {
      const { items } = await ask(() => api.GET('/api/students', { params: { query: { ids: id ?? '' } } }));
      return items[0] ?? null;
    },
  });
}

/** A minute's step of the server's clock. */
export const useMinute = () => useNow(60_000);
