import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { paths } from '#api/openapi';
import { ASSESSED } from '#programme/assessment/indicator';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';

type Json<P extends keyof paths, M extends 'get' | 'post'> = paths[P] extends {
  readonly [K in M]: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;
export type Assessment = Json<'/api/assessments/{id}', 'get'>;
export type AssessmentRow = Json<'/api/assessments', 'get'>['items'][number];
export type Version = Json<'/api/assessments/{id}/versions', 'get'>['items'][number];
export type Preview = Json<'/api/assessments/preview', 'post'>;
export type IndicatorSet = Json<'/api/indicator-sets', 'get'>['items'][number];
export type Indicator = IndicatorSet['indicators'][number];
export type Line = Preview['lines'][number] & Partial<Pick<Assessment['lines'][number], 'comment' | 'appeal'>>;
export type Publishing = paths['/api/assessments']['post']['requestBody']['content']['application/json'];
export type Subject = paths['/api/assessments/preview']['post']['requestBody']['content']['application/json'];
export type ActBody = paths['/api/assessments/{id}/acts']['post']['requestBody']['content']['application/json'];

/** What an act on an assessment moves. */
export const MOVES = ['assessments', 'recordDuties', 'duties', 'notices'];

export function useAssessment(id: string) {
  return useQuery({
    queryKey: ['assessments', 'one', id],
    queryFn: () => ask(() => api.GET('/api/assessments/{id}', { params: { path: { id } } })),
  });
}

export function useVersions(id: string) {
  return useQuery({
    queryKey: ['assessments', 'versions', id],
    queryFn: () => ask(() => api.GET('/api/assessments/{id}/versions', { params: { path: { id } } })),
  });
}

/** Every version of every set of indicators. */
export function useSets() {
  return useQuery({ queryKey: ['indicatorSets'], queryFn: () => ask(() => api.GET('/api/indicator-sets')) });
}

/** The last version of each set: what is assessed by from now on. */
export function inForce(sets: readonly IndicatorSet[]): readonly IndicatorSet[] {
  const last = new Map<string, IndicatorSet>();
  for (const set of sets) if (set.version > (last.get(set.code)?.version ?? 0)) last.set(set.code, set);
  return [...last.values()].sort((one, other) => ASSESSED.indexOf(one.assesses) - ASSESSED.indexOf(other.assesses));
}

export function useAssessmentAct(id: string) {
  const send = useCallback(
    (body: ActBody, key: string) =>
      ask(() =>
        api.POST('/api/assessments/{id}/acts', {
          params: { path: { id }, header: { 'idempotency-key': key } },
          body,
        }),
      ),
    [id],
  );
  return useWish(send, MOVES);
}
