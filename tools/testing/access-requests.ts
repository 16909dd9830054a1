import { randomUUID } from 'node:crypto';
import type { InjectOptions } from 'fastify';
import { ACTIVITY, multipart, PDF, REPORT, ROSTER, type Targets } from './access-targets.ts';

export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
}

export const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

const NOBODYS = '00000000-0000-4000-8000-000000000000';
const ACT = { act: 'acknowledge', duty: '999999' };
const ZEROS = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [n + 1, 0]));
const PERIOD = 'from=2026-11-01&to=2026-11-30';
const ASSESSED = { assesses: 'school', org: 's', from: '2025-09-01', to: '2026-08-31' };
const INDICATOR = {
  code: 'led',
  name: { 'zh-CN': '负责人', en: 'leads' },
  formula: 'network.leads',
  weight: 100,
  direction: 'higher',
  fullMark: 1,
  zeroMark: 0,
  evidence: { records: 0, files: 0 },
};
const OFFICE = { role: 'counselor', org: 's', post: 'counselor' };
const SOMEBODY = { displayName: '程新', side: 'education', username: 'somebody' };
const MOVED = { to: 'k', day: '2026-11-02', why: '区划调整' };
const PLAN = { proposal: { meeting: '市政协会议', number: 1, title: '建议' } };
const AGAINST = { against: 99, why: '人数复核一次' };

/** Bodies that reach the guard: well formed, and about the school whose things they are. */
const BODIES: Readonly<Record<string, (t: Targets) => object>> = {
  'POST /api/auth/change-password': () => ({ currentPassword: 'a guess', newPassword: 'a long enough password' }),
  'POST /api/auth/two-factor/enable': () => ({ password: 'a guess' }),
  'POST /api/students/{id}/identity': () => ({ reason: 'care' }),
  'POST /api/students/{id}/guardian-links': (t) => ({ guardian: t['guardian'], purpose: 'care' }),
  'POST /api/students/{id}/consents': (t) => ({ guardian: t['guardian'], hospitals: ['999000-h1'], evidence: '原件' }),
  'POST /api/organisations/{id}/moves': () => MOVED,
  'POST /api/organisations/{id}/mergers': () => ({ ...MOVED, to: 'o' }),
  'POST /api/organisations/{id}/roll-overs': () => ({ schoolYear: 2026 }),
  'POST /api/roll-overs/{id}/release': () => ({}),
  'POST /api/concerns': (t) => ({ student: t['students'], signs: ['bullying'] }),
  'POST /api/campaigns': () => ({
    org: 's',
    instrument: 'PHQ-9',
    version: '1',
    window: { opensAt: Date.UTC(2026, 10, 23, 6), closesAt: Date.UTC(2026, 11, 3) },
    interviewers: 2,
  }),
  'POST /api/campaigns/{id}/responses': (t) => ({
    student: t['students'],
    version: '1',
    answers: ZEROS,
    answeredAt: Date.UTC(2026, 10, 20),
  }),
  'POST /api/campaigns/{id}/refusals': (t) => ({ student: t['students'], of: 'student' }),
  'POST /api/instruments/{id}/score': () => ({ version: '1', answers: ZEROS }),
  'POST /api/imports/{id}/release': () => ({}),
  'POST /api/records/imports/{id}/release': () => ({}),
  'POST /api/files/{id}/withdraw': () => ({ because: 'mistaken' }),
  'POST /api/records/training/{id}/attendance': () => ({ code: 'ABCDEFGH', staffNumber: 'T1', as: 'teacher' }),
  'POST /api/records/{kind}': () => ({ org: 's', values: ACTIVITY }),
  'PUT /api/records/{kind}/{id}': () => ({ ...AGAINST, values: ACTIVITY }),
  'POST /api/records/{kind}/{id}/withdraw': () => AGAINST,
  'POST /api/records/{kind}/{id}/approve': () => ({ against: 99 }),
  'POST /api/indicator-sets': () => ({ against: 99, code: 'school', assesses: 'school', indicators: [INDICATOR] }),
  'POST /api/assessments/preview': () => ASSESSED,
  'POST /api/assessments': () => ({ ...ASSESSED, appealUntil: '2027-01-31' }),
  'POST /api/reports': () => REPORT,
  'PUT /api/reports/{id}/blocks/{block}': () => ({ against: 99, text: '一' }),
  'POST /api/reports/{id}/blocks': () => ({ against: 99, after: 'opening', kind: 'point', text: '一' }),
  'POST /api/reports/{id}/blocks/{block}/drop': () => ({ against: 99 }),
  'PUT /api/reports/{id}/form': () => ({ against: 99, form: {} }),
  'PUT /api/reports/{id}/plan': () => ({ against: 99, plan: PLAN }),
  'POST /api/reports/{id}/refresh': () => ({ against: 99 }),
  'POST /api/reports/{id}/submit': () => ({ against: 99 }),
  'POST /api/reports/{id}/sign': () => ({ against: 99 }),
  'POST /api/reports/{id}/return': () => AGAINST,
  'POST /api/reports/{id}/withdraw': () => ({}),
  'POST /api/reports/{id}/corrections': () => ({ why: '一条记录经复核更正', dueOn: '2027-01-31' }),
  'POST /api/people': () => ({ ...SOMEBODY, office: OFFICE }),
  'POST /api/people/{id}/appointments': () => OFFICE,
  'PUT /api/people/{id}/appointments/{appointment}': () => ({ post: 'standIn', priority: 3 }),
  'POST /api/people/{id}/appointments/{appointment}/end/preview': () => ({}),
  'POST /api/people/{id}/appointments/{appointment}/end': () => ({}),
  'POST /api/people/{id}/passwords': () => ({ username: 'somebody.else' }),
  'PUT /api/people/{id}/mail': () => ({ mail: 'somebody@school.example' }),
  'POST /api/people/{id}/second-factor/take': () => ({}),
  'POST /api/people/{id}/close/preview': () => ({}),
  'POST /api/people/{id}/close': () => ({}),
  'POST /api/people/{id}/open': () => ({}),
  'PUT /api/calendar/years/{year}': () => ({ source: '更正', holidays: [], makeUpDays: [], terms: [] }),
};

const QUERIES: Readonly<Record<string, (t: Targets) => string>> = {
  'GET /api/calendar': () => PERIOD,
  'GET /api/figures': () => `${PERIOD}&org=s`,
  'GET /api/figures/{code}/rows': () => `${PERIOD}&org=s`,
  'GET /api/pictures/{picture}': () => `${PERIOD}&org=s`,
  'GET /api/pictures/{picture}/export.csv': () => `${PERIOD}&org=s`,
  'GET /api/programme/gaps': () => 'org=s',
  'GET /api/programme/gaps/counts': () => 'org=s',
  'GET /api/programme/hours': () => 'org=s',
  'GET /api/programme/coverage': () => 'org=s',
  'GET /api/assessments/{id}/rows': () => 'figure=network.leads',
  'GET /api/figures/{code}/differences': () => `${PERIOD}&org=s`,
  'POST /api/campaigns/{id}/codes': (t) => `class=${t['class']}`,
  'POST /api/imports/': () => 'school=s',
  'POST /api/files': () => 'organisation=s&purpose=evidence',
  'GET /api/files/{id}/content': () => `until=1&proof=${'A'.repeat(43)}`,
};

const FILES: Readonly<Record<string, string | Buffer>> = {
  'POST /api/imports/': ROSTER,
  'POST /api/files': PDF,
  'POST /api/records/{kind}/imports': ROSTER,
};

let callers = 0;

/** The request of an operation about these targets. Each comes from an address of its own: the limit on requests is not what is looked at. */
export function requestOf(operation: Operation, targets: Targets, extra: Record<string, string>): InjectOptions {
  const name = nameOf(operation);
  const query = QUERIES[name]?.(targets);
  const url = `${urlOf(operation.path, targets)}${query === undefined ? '' : `?${query}`}`;
  const headers = { 'idempotency-key': randomUUID(), 'x-access-reason': 'care', ...extra };
  callers += 1;
  const remoteAddress = `10.${(callers >> 16) & 255}.${(callers >> 8) & 255}.${callers & 255}`;
  const file = FILES[name];
  const body = file === undefined ? bodyOf(operation, name, targets, headers) : multipart(file, headers);
  return { method: operation.method, url, remoteAddress, ...body };
}

function bodyOf({ method }: Operation, name: string, targets: Targets, headers: Record<string, string>) {
  return method === 'GET' ? { headers } : { headers, payload: BODIES[name]?.(targets) ?? ACT };
}

function urlOf(path: string, targets: Targets): string {
  const resource = path.split('/')[2] ?? '';
  const own = path.startsWith('/api/records/imports/') ? 'recordImports' : resource;
  const id = own === 'instruments' ? 'PHQ-9' : (targets[own] ?? NOBODYS);
  return path
    .replace('{kind}', resource === 'imports' ? 'roster' : 'activity')
    .replace('{id}', id)
    .replace('{block}', 'opening')
    .replace('{picture}', 'hours')
    .replace('{consent}', targets['consent'] ?? NOBODYS)
    .replace('{appointment}', targets['appointment'] ?? NOBODYS)
    .replace('{link}', targets['link'] ?? NOBODYS)
    .replace('{token}', 'nobodys')
    .replace('{version}', '1')
    .replace('{year}', '2026')
    .replace('{code}', resource === 'figures' ? 'documents.issued' : 'AAAABBBBCCCC');
}
