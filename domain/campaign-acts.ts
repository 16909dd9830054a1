import type { ActTable, TableRow } from './act-table.ts';
import type { CampaignActName, CampaignStage } from './campaign-state.ts';
import type { ActorRole } from './role.ts';

type Row = TableRow & { readonly stages: readonly (CampaignStage | 'none')[] };

const RUNNING = ['planned', 'open', 'chasing'] as const;
const LEADS = ['counselor', 'schoolHead', 'countySupervisor', 'citySupervisor'] as const satisfies readonly ActorRole[];

function row(stages: Row['stages'], by: Row['by'], names: Row['names'] = 'nothing', dutyHolder = false): Row {
  return { stages, by, names, dutyHolder };
}

/** Who may do what in which stage of a campaign. Invitations and reminders are sent by the system, within what people set. */
export const CAMPAIGN_ACTS = {
  plan: row(['none'], LEADS),
  countInterviewers: row(['planned', 'open'], LEADS),
  open: row(['planned'], LEADS, 'duty'),
  withdraw: row(['planned'], LEADS, 'duty'),
  extendWindow: row(['planned', 'open'], LEADS),
  invitePage: row(['open'], ['system', ...LEADS]),
  remind: row(['open'], ['system']),
  // Never refused: counting must not undo an answer in whose transaction it stands.
  countAnswers: row([...RUNNING, 'ended'], ['system']),
  recordRefusal: row(['open', 'chasing'], ['system', 'classTeacher', ...LEADS]),
  handAbsentees: row(['open'], ['system', ...LEADS]),
  settleAbsentees: row(['open', 'chasing'], ['counselor'], 'duty', true),
  closeAnswering: row(['open'], ['system', ...LEADS], 'duty'),
  deadlinePassed: row([...RUNNING, 'ended'], ['clock']),
  callNext: row([...RUNNING, 'ended'], ['clock']),
  recalculate: row(RUNNING, ['system']),
  replaceHolder: row(RUNNING, ['system']),
  acknowledge: row(RUNNING, [], 'nothing', true),
} as const satisfies Record<CampaignActName, Row> & ActTable;
