import type { SheetFault } from '#db/judged-sheet';
import { Problem } from './problem.ts';

/** A sheet that was not taken, with a pointer to each answer that does not fit; never the answer itself. */
export function sheetProblem(fault: SheetFault): Problem {
  const pointers =
    'faults' in fault ? fault.faults.map(({ pointer, code }) => ({ pointer: `/answers${pointer}`, code })) : [];
  return new Problem(fault.fault, { pointers });
}
