import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { paths } from '#api/openapi';
import type { Role } from '#domain/role';
import { TIERS, mayKeep } from '#domain/programme-access';
import { useWish } from '#web/frame/act.ts';
import { api, ask } from '#web/frame/api.ts';
import { pacing } from '#web/frame/pacing.ts';
import type { Me } from '#web/frame/session.ts';

export type Report = paths['/api/reports/{id}']['get']['responses'][200]['content']['application/json'];
export type ReportLine = paths['/api/reports']['get']['responses'][200]['content']['application/json']['items'][number];
export type ReportBlock = Report['blocks'][number];
export type ReportFigure = Report['figures'][number];
export type ReportFormBody = paths['/api/reports/{id}/form']['put']['requestBody']['content']['application/json'];
export type ReplyPlan = paths['/api/reports/{id}/plan']['put']['requestBody']['content']['application/json']['plan'];

/** What an act on a report moves. */
const MOVES = ['reports', 'recordDuties', 'jobs', 'duties', 'notices'];

export function useReport(id: string) {
  const [look] = useState(() => pacing<Report>(({ freezing }) => freezing?.state === 'running'));
  return useQuery({
    queryKey: ['reports', 'one', id],
    queryFn: () => ask(() => api.GET('/api/reports/{id}', { params: { path: { id } } })),
    refetchInterval: look,
  });
}

/** One act on a report, under the key that its wish is given. */
export type Send = (key: string) => Promise<Report>;
const insist = (send: Send, key: string) => send(key);

export function useReportAct() {
  return useWish(insist, MOVES);
}

/** What can be done with one version of a report; each is to be sent by `useReportAct`. */
export function actsOn({ id, version: against }: Report) {
  const of = (key: string) => ({ path: { id }, header: { 'idempotency-key': key } });
  const block = (key: string, name: string) => ({
    path: { id, block: name },
    header: { 'idempotency-key': key },
  });
  return {
    submit: (): Send => (key) =>
      ask(() => api.POST('/api/reports/{id}/submit', { params: of(key), body: { against } })),
    sign: (): Send => (key) => ask(() => api.POST('/api/reports/{id}/sign', { params: of(key), body: { against } })),
    refresh: (): Send => (key) =>
      ask(() => api.POST('/api/reports/{id}/refresh', { params: of(key), body: { against } })),
    withdraw: (): Send => (key) => ask(() => api.POST('/api/reports/{id}/withdraw', { params: of(key), body: {} })),
    giveBack:
      (why: string): Send =>
      (key) =>
        ask(() => api.POST('/api/reports/{id}/return', { params: of(key), body: { against, why } })),
    correct:
      (why: string, dueOn: string): Send =>
      (key) =>
        ask(() => api.POST('/api/reports/{id}/corrections', { params: of(key), body: { why, dueOn } })),
    write:
      (name: string, text: string): Send =>
      (key) =>
        ask(() => api.PUT('/api/reports/{id}/blocks/{block}', { params: block(key, name), body: { against, text } })),
    drop:
      (name: string): Send =>
      (key) =>
        ask(() => api.POST('/api/reports/{id}/blocks/{block}/drop', { params: block(key, name), body: { against } })),
    add:
      (after: string, kind: 'paragraph' | 'point', text: string): Send =>
      (key) =>
        ask(() => api.POST('/api/reports/{id}/blocks', { params: of(key), body: { against, after, kind, text } })),
    form:
      (body: Omit<ReportFormBody, 'against'>): Send =>
      (key) =>
        ask(() => api.PUT('/api/reports/{id}/form', { params: of(key), body: { against, ...body } })),
    plan:
      (plan: ReplyPlan): Send =>
      (key) =>
        ask(() => api.PUT('/api/reports/{id}/plan', { params: of(key), body: { against, plan } })),
  };
}

/** Whether this person writes reports of anybody at or below their place. */
export function mayBegin({ acting }: Me): boolean {
  // The API's roles are the domain's.
  return TIERS.some((tier) => mayKeep(acting.role as Role, 'record', { item: 'A12', tier, place: true }));
}

/** Where the rows of a figure stand in the console; null for what is no count of records. */
export function rowsAddress({ opens }: ReportFigure): string | null {
  return opens === null ? null : opens.replace(/^\/api/, '').replace('/rows?', '?');
}
