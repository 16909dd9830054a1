import type { FastifyRequest } from 'fastify';
import { NotFound } from '#db/commit';
import { heldKey } from '#db/data-key';
import { recordOpened } from '#db/opened';
import { headsOf } from '#db/queries/heads';
import { sendingOf } from '#db/queries/packet';
import { textRefs, withoutTexts, wordsOf } from '#db/queries/texts';
import { timelineSource } from '#db/queries/timeline';
import type { Transaction } from '#db/transaction';
import type { StreamRow } from '#db/stream-row';
import type { StreamKind } from '#domain/stream';
import type { Instant } from '#domain/instant';
import { schoolWords, sharedFacts } from '#domain/referral-sharing';
import { type TimelineEntry, type TimelineFact, timeline } from '#domain/timeline';
import type { Language } from '#domain/scale';
import type { Asker } from './asker.ts';
import type { Parts } from './parts.ts';
import { languageOf, Problem } from './problem.ts';
import { read } from './reading.ts';
import { sighted } from './stream-resource.ts';

/**
 * The story of a stream in plain sentences, with the facts behind it, the words that this reader may read, and the heads of the chains. A case tells
 * its referrals, follow-up and returns too.
 */
export function readTimeline(parts: Parts, request: FastifyRequest, kind: StreamKind, id: string) {
  const language = languageOf(request.headers['accept-language']);
  return read(parts, request, async (tx, asker, at) => {
    const { reached, sight } = await sighted(tx, kind, id, asker);
    if (sight === 'duties') throw new Problem('notPermitted');
    const { row } = reached;
    const names = sight !== 'pseudonymous';
    const only = kind === 'case' ? {} : { only: [id] };
    const whole = await timelineSource(tx, { caseId: row.caseId ?? id, names, ...only });
    if (whole === null) throw new NotFound();
    const source = sight === 'referred' ? { ...whole, facts: sharedFacts(whole.facts) } : whole;
    const texts = names ? await textsOf(tx, parts, row, source.facts) : new Map<string, string>();
    const streams = [...new Set(source.facts.map(({ stream }) => stream))];
    const value = {
      sight,
      entries: timeline(source).map((entry) => shown(entry, language)),
      facts: source.facts.map((fact) => shownFact(fact, names)),
      texts: Object.fromEntries(texts),
      heads: await headsOf(tx, streams),
    };
    if (sight === 'referred') await lookedAt(tx, at, asker, row, source.facts);
    const reading = { student: row.studentId, stream: id };
    return {
      value,
      readings: [
        { action: `readTimeline:${kind}`, ...reading },
        ...(texts.size > 0 ? [{ action: `readTexts:${kind}`, ...reading }] : []),
      ],
    };
  });
}

/** The hospital's first look at what the school wrote stands in the ledger. */
async function lookedAt(
  tx: Transaction,
  at: Instant,
  { org, person }: Asker,
  row: StreamRow,
  facts: readonly TimelineFact[],
): Promise<void> {
  const words = schoolWords(facts);
  if (words === null || row.studentId === null) return;
  const sent = await sendingOf(tx, row.id);
  if (sent === null) return;
  const what = { student: row.studentId, referral: row.id, what: 'wordsOpened', ...words } as const;
  await recordOpened(tx, at, { ...what, ground: sent.ground, hospital: org, person });
}

async function textsOf(
  tx: Transaction,
  { keyring }: Parts,
  row: StreamRow,
  facts: readonly TimelineFact[],
): Promise<ReadonlyMap<string, string>> {
  const refs = textRefs(facts.map(({ fact }) => fact));
  if (row.studentId === null || refs.length === 0) return new Map();
  const key = await heldKey(tx, keyring, row.studentId);
  return key === undefined ? new Map() : wordsOf(tx, key, refs);
}

function shown({ at, by, text, timing, followed, owed, clauses, rows }: TimelineEntry, language: Language) {
  return {
    at,
    by,
    text: text[language],
    timing: timing?.[language] ?? null,
    followed: followed.map((words) => words[language]),
    owed: owed.map((words) => words[language]),
    clauses: [...clauses],
    rows: rows.map((each) => ({ ...each })),
  };
}

function shownFact({ stream, kind, version, at, actor, fact }: TimelineFact, names: boolean) {
  const held = names ? fact : withoutTexts(fact);
  return { stream, kind, version, at, actor, fact: held as Record<string, unknown> };
}
