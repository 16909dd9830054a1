import type { StreamKind } from '#domain/stream';

/** What has a workflow: every kind of stream, and each notice. */
export type LifeKind = StreamKind | 'notice';

/** streams: workflows and database activities. deliveries: rate-limited. crisis: reserved, so that no flood of mail stands before an L4. */
export const TASK_QUEUES = { streams: 'streams', deliveries: 'deliveries', crisis: 'crisis' } as const;

/** Types are the exported functions of workflows/index.ts; prefixes stand in ids, which Temporal never encrypts: opaque ids only. */
const LIVES = {
  campaign: { workflowType: 'screening', prefix: 'campaign' },
  case: { workflowType: 'studentCase', prefix: 'case' },
  referral: { workflowType: 'referral', prefix: 'referral' },
  followUp: { workflowType: 'followUp', prefix: 'follow-up' },
  return: { workflowType: 'returnToSchool', prefix: 'return' },
  record: { workflowType: 'record', prefix: 'record' },
  notice: { workflowType: 'notice', prefix: 'notice' },
} as const satisfies Record<LifeKind, { workflowType: string; prefix: string }>;

export interface Address {
  readonly workflowType: string;
  readonly workflowId: string;
}

/** Where the workflow of a stream or notice is found, and what starts it. */
export function addressOf(kind: LifeKind, id: string): Address {
  const { workflowType, prefix } = LIVES[kind];
  return { workflowType, workflowId: `${prefix}/${id}` };
}
