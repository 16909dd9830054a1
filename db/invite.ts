import { createHmac } from 'node:crypto';
import { inArray } from 'drizzle-orm';
import type { Act } from './act.ts';
import { pages } from './pages.ts';
import { campaignInvitations, students } from './schema/index.ts';
import { blindIndex, type Keyring } from './vault/keyring.ts';

// Without I, O, 0 and 1: read aloud and copied by hand. 12 signs carry 60 bits.
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 12;
const ROWS_A_STATEMENT = 2_000;

/** The one-time code of a pupil in a campaign: worked out when a sheet is printed, written down nowhere. */
export function invitationCode(ring: Keyring, campaign: string, student: string): string {
  const mac = createHmac('sha256', ring.digests).update(`invitation\u0000${campaign}\u0000${student}`).digest();
  return [...mac.subarray(0, CODE_LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
}

/** What stands for a code in the table, however it was typed. */
export function invitationHash(ring: Keyring, code: string): Buffer {
  return blindIndex(ring, 'invitation', code.replaceAll('-', ''));
}

/** The places of a campaign's pupils, waiting to be invited, each under the class it is in now; they stand or fall with its plan. */
export function invitePupils(ring: Keyring, campaign: string, pupils: readonly string[]): NonNullable<Act['beside']> {
  return async (tx) => {
    for (const page of pages(pupils, ROWS_A_STATEMENT)) {
      const found = await tx
        .select({ id: students.id, class: students.classId })
        .from(students)
        .where(inArray(students.id, page));
      await tx.insert(campaignInvitations).values(found.map((pupil) => placeOf(ring, campaign, pupil)));
    }
  };
}

function placeOf(ring: Keyring, campaign: string, { id, class: group }: { id: string; class: string | null }) {
  if (group === null) throw new Error('a pupil without a class has no place in a campaign');
  const codeHash = invitationHash(ring, invitationCode(ring, campaign, id));
  return { campaignId: campaign, studentId: id, classId: group, codeHash, state: 'waiting' } as const;
}
