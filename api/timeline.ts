import type { FastifyRequest } from 'fastify';
import { NotFound } from '#db/commit';
import { heldKey } from '#db/data-key';
import { headsOf } from '#db/queries/heads';
import { textRefs, withoutTexts, wordsOf } from '#db/queries/texts';
import { timelineSource } from '#db/queries/timeline';
import type { Transaction } from '#db/transaction';
import type { StreamRow } from '#db/stream-row';
import type { StreamKind } from '#domain/stream';
import { type TimelineEntry, type TimelineFact, timeline } from '#domain/timeline';
import type { Language } from '#domain/scale';
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
  return read(parts, request, async (tx, asker) => {
    const { reached, sight } = await sighted(tx, kind, id, asker);
    if (sight === 'duties') throw new Problem('notPermitted');
    const { row } = reached;
    const names = sight === 'full';
    const only = kind === 'case' ? {} : { only: [id] };
    const source = await timelineSource(tx, { caseId: row.caseId ?? id, names, ...only });
    if (source === null) throw new NotFound();
    const texts = names ? await textsOf(tx, parts, row, source.facts) : new Map<string, string>();
    const streams = [...new Set(source.facts.map(({ stream }) => stream))];
    const value = {
      sight,
      entries: timeline(source).map((entry) => shown(entry, language)),
      facts: source.facts.map((fact) => shownFact(fact, names)),
      texts: Object.fromEntries(texts),
      heads: await headsOf(tx, streams),
    };
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
