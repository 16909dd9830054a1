import type { Instant } from '#domain/instant';
import { dayOf } from '#domain/instant';
import type { Language } from '#domain/scale';
import type { OfficialDocument } from '#programme/document';
import type { Period } from '#programme/period';
import { annualReport } from '#programme/report/annual';
import { type ReportForm, withForm } from '#programme/report/form';
import { proposalReply, type ReplyPlan } from '#programme/report/reply';
import { reportFigures, type Traced } from '#db/queries/report-input';
import type { Place } from '#db/records/place';
import type { Transaction } from '#db/transaction';

/** What a version of a report holds. */
export interface ReportContent {
  readonly document: OfficialDocument;
  /** Every figure with the version of its rule and the number of its rows. */
  readonly traced: readonly Traced[];
  readonly form: ReportForm;
  /** Of a reply to a proposal; null in an annual report. */
  readonly plan: ReplyPlan | null;
}

/** What a report is drawn from. */
export interface Drawing {
  readonly place: Place;
  readonly period: Period;
  readonly language: Language;
  readonly form: ReportForm;
  readonly plan: ReplyPlan | null;
}

/** A report as it would be drawn now: every figure counted anew, within the asker's reach. */
export async function drawReport(tx: Transaction, drawing: Drawing, at: Instant): Promise<ReportContent> {
  const { place, period, language, form, plan } = drawing;
  const { input, traced } = await reportFigures(tx, place, period, language, at);
  const number = { word: '', year: Number(dayOf(at).slice(0, 4)), sequence: null };
  const bare = { ...input, addressees: [], signer: null, number, contact: null, copies: [], printed: null };
  const drawn = plan === null ? annualReport(bare) : proposalReply({ ...bare, plan });
  return { document: withForm(drawn, form), traced, form, plan };
}
