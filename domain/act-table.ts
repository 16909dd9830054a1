import type { Duty } from './duty.ts';
import type { DutyKind } from './policy.ts';
import { type Refusal, refuse } from './problem.ts';
import type { Actor, ActorRole } from './role.ts';
import { mayAct, type StreamState } from './stream.ts';

/** One row of a stream's table of acts: it guards decide(), answers the API and draws the console's buttons. */
export interface TableRow {
  readonly stages: readonly string[];
  /** Roles; `case` = only from another stream of the student, in the transaction of an act that that stream's own table has allowed. */
  readonly by: readonly ActorRole[] | 'case';
  /** Whoever holds, or was called to, a live duty of the stream may do it too; kinds: one of these, for an act that ends no other. */
  readonly dutyHolder: boolean | readonly DutyKind[];
  /** What the act must name, so that nobody decides on an old view: a live duty, the last version of people seen, or one of both. */
  readonly names: 'duty' | 'version' | 'either' | 'nothing';
}

export type ActTable = Readonly<Record<string, TableRow>>;

/** What an act may name. Rings of the clock move neither the duty's id nor the version of people. */
export interface Naming {
  readonly answers?: string | undefined;
  readonly against?: number | undefined;
}

/** Refuses by stage, then role, then staleness; undefined = the table allows the act. A stream not begun has the stage `none`. */
export function guard(
  table: ActTable,
  state: StreamState,
  command: { readonly act: string } & Naming,
  actor: Actor,
): Refusal | undefined {
  const row = table[command.act];
  const stage = state.version === 0 ? 'none' : state.stage;
  if (row === undefined || !row.stages.includes(stage)) return refuse('wrongStage', { stage });
  if (!byRole(row, state.duties, actor)) return refuse('wrongRole');
  return stale(row, state, command);
}

function byRole(row: TableRow, duties: readonly Duty[], actor: Actor): boolean {
  if (row.by === 'case' || row.by.includes(actor.role)) return true;
  const { dutyHolder } = row;
  if (dutyHolder === false) return false;
  return duties.some((duty) => (dutyHolder === true || dutyHolder.includes(duty.kind)) && mayAct(duty, actor.person));
}

function stale(row: TableRow, state: StreamState, { answers, against }: Naming): Refusal | undefined {
  const gone = answers !== undefined && !state.duties.some((live) => live.id === answers);
  // An act that need not name a duty may still do so, and is held to it.
  if (row.names === 'nothing') return gone ? refuse('stale', { version: state.version }) : undefined;
  const duty = row.names !== 'version' && answers !== undefined;
  const version = row.names !== 'duty' && against !== undefined;
  if (!duty && !version) return refuse('fieldMissing', { field: row.names === 'version' ? 'against' : 'answers' });
  if (duty && gone) return refuse('stale', { version: state.version });
  const seen = version && against >= state.personVersion && against <= state.version;
  return version && !seen ? refuse('stale', { version: state.version }) : undefined;
}

/** The acts that this actor may do now; those of the case, of time and of reactions are nobody's button. */
export function permitted<T extends ActTable>(
  table: T,
  state: StreamState,
  actor: Actor,
): readonly (keyof T & string)[] {
  const stage = state.version === 0 ? 'none' : state.stage;
  return Object.entries(table)
    .filter(([, row]) => row.by !== 'case' && row.stages.includes(stage) && byRole(row, state.duties, actor))
    .map(([act]) => act);
}

/** The live duty an act names, when it is one of these kinds. */
export function answered(state: StreamState, command: Naming, kinds: readonly Duty['kind'][]): Duty | undefined {
  return state.duties.find((duty) => duty.id === command.answers && kinds.includes(duty.kind));
}
