import type { SetFaultCode } from '#programme/assessment/indicator';
import { SET_FAULT_WORDS } from '#programme/assessment/set-faults';
import type { ActState } from '#web/frame/act.ts';
import { useSay } from '#web/frame/words.ts';

/** Codes of what is wrong, by their place in the set. */
export type SetFaults = ReadonlyMap<string, readonly string[]>;

/** What the API found wrong with a set; null when it found nothing, or something else is the matter. */
export function setFaults(state: ActState): SetFaults | null {
  if (state.at !== 'refused' || state.problem.code !== 'indicatorsInvalid') return null;
  const faults = new Map<string, string[]>();
  for (const { pointer, code } of state.problem.pointers) faults.set(pointer, [...(faults.get(pointer) ?? []), code]);
  return faults;
}

/** Stands beside the field that it is about. */
export function FaultsOf({ faults, pointer, id }: { faults: SetFaults | null; pointer: string; id?: string }) {
  const say = useSay();
  const codes = faults?.get(pointer) ?? [];
  if (codes.length === 0) return null;
  return (
    <p className="score-why" id={id}>
      {codes.map((code) => say(SET_FAULT_WORDS[code as SetFaultCode]) || code).join(' · ')}
    </p>
  );
}
