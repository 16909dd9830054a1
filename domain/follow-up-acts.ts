import type { ActTable, TableRow } from './act-table.ts';
import type { FollowUpActName, FollowUpStage } from './follow-up-state.ts';

type Row = TableRow & { readonly stages: readonly (FollowUpStage | 'none')[] };

const RUNNING = ['planned', 'tracing'] as const;

function row(stages: Row['stages'], by: Row['by'], names: Row['names'] = 'nothing', dutyHolder = false): Row {
  return { stages, by, names, dutyHolder };
}

/** Who may do what, in which stage of a follow-up. Contacts are the counselor's, or of whoever was called to them. */
export const FOLLOW_UP_ACTS = {
  start: row(['none'], 'case'),
  repace: row(RUNNING, 'case'),
  panelMet: row(RUNNING, 'case'),
  changeOwner: row(RUNNING, 'case'),
  end: row(RUNNING, 'case'),
  deadlinePassed: row([...RUNNING, 'ended'], ['clock']),
  callNext: row([...RUNNING, 'ended'], ['clock']),
  recalculate: row(RUNNING, ['system']),
  replaceHolder: row(RUNNING, ['system']),
  acknowledge: row(RUNNING, [], 'nothing', true),
  recordFollowUp: row(RUNNING, ['counselor'], 'either', true),
  recordTrace: row(['tracing'], ['counselor', 'schoolHead'], 'duty', true),
} as const satisfies Record<FollowUpActName, Row> & ActTable;
