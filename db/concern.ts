import type { Floor } from '#domain/floor';
import type { Instant } from '#domain/instant';
import type { Act } from './act.ts';
import { vault, warnings } from './schema/index.ts';
import type { DataKey } from './vault/keyring.ts';
import { sealText } from './vault/text.ts';

export interface Concern {
  readonly warning: string;
  readonly student: string;
  /** `now`: the button of whoever needs somebody at once. */
  readonly source?: 'concern' | 'now';
  readonly floor: Floor;
  readonly observedAt: Instant;
  /** What the person wrote, and the key that seals it. */
  readonly note: { readonly words: string; readonly key: DataKey } | null;
}

/** The rows of a concern that stand or fall with its warning. */
export function recordConcern({
  warning,
  student,
  source = 'concern',
  floor,
  observedAt,
  note,
}: Concern): NonNullable<Act['beside']> {
  return async (tx, { stream, at }) => {
    await tx.insert(warnings).values({
      id: warning,
      studentId: student,
      caseId: stream,
      source,
      floor: floor.floor,
      critical: floor.critical,
      reasons: floor.reasons,
      observedAt,
      at,
    });
    if (note === null) return;
    const { id, ciphertext, keyVersion } = sealText(note.key, note.words);
    const place = { ownerTable: 'warnings', ownerColumn: 'note', ownerId: warning };
    await tx.insert(vault).values({ id, studentId: student, ...place, ciphertext, keyVersion, createdAt: at });
  };
}
