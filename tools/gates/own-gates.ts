import type { Gate } from './gate.ts';
import { hygiene } from './hygiene.ts';
import { imports } from './imports.ts';
import { silenced } from './silenced.ts';
import { sqlClock } from './sql-clock.ts';

/** Every gate over text, in the order of the report. */
export const ownGates: readonly Gate[] = [imports, sqlClock, silenced, hygiene];
