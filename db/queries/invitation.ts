import { OWN_CONSENT_FROM } from '#domain/consent';
import type { CampaignState } from '#domain/campaign-state';
import type { Instant } from '#domain/instant';
import { instantToText } from '#db/schema/columns';
import type { Answered, Call } from '#db/transaction';

/** What a one-time code opens: one pupil's place in one campaign, and nothing else. */
export interface Invitation {
  readonly campaign: string;
  readonly student: string;
  readonly state: string;
  readonly instrument: string;
  readonly version: string;
  readonly closesAt: number;
  readonly stage: string;
  /** The pupil has agreed to be asked. */
  readonly assented: boolean;
  /** Too young to be asked without a guardian's consent, and none stands. */
  readonly awaitsConsent: boolean;
}

/** The invitation behind a code, by its keyed hash, and the policy of the moment: for callers without a person or a place. Always one row. */
export function codeAt(hash: Buffer, at: Instant): Call {
  return { text: TEXT, parameters: [hash, instantToText(at), OWN_CONSENT_FROM] };
}

const TEXT = `select campaign_id, student_id, invitation, assented, campaign,
    exists (select from app.consent_awaited(campaign_id, student_id, $2, $3)) as awaits_consent,
    (select version from policies where in_force_from <= $2 order by in_force_from desc, version desc limit 1) as version
  from (select $1::bytea as hash) asked left join lateral app.answering(asked.hash) on true`;

/** What codeAt() has found; null when the code is nobody's. */
export function invitationIn(row: Answered | undefined): Invitation | null {
  if (row === undefined || typeof row.campaign_id !== 'string') return null;
  // The state that commit() has folded.
  const { instrument, instrumentVersion, window, stage } = row.campaign as CampaignState;
  return {
    campaign: row.campaign_id,
    student: String(row.student_id),
    state: String(row.invitation),
    instrument,
    version: instrumentVersion,
    closesAt: window.closesAt,
    stage,
    assented: row.assented === true,
    awaitsConsent: row.awaits_consent === true,
  };
}
