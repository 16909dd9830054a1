import type { CaseFact } from '#domain/case-facts';
import type { CaseState, LevelStep } from '#domain/case-state';
import { basisWords } from '#domain/finding-words';
import type { Instant } from '#domain/instant';
import type { TimelineSource } from '#domain/timeline';
import { decisionWords, reasonWords, slotWords } from '#domain/timeline/code-words';
import { type People, peopleWords, personWords } from '#domain/timeline/people';
import { known, levelWords, listed, one } from '#domain/timeline/say';
import { type Vocabulary, type Words, words } from '#domain/words';
import { moment, type PaperLine, type Say } from './paper.ts';

type FactOf<T extends CaseFact['type']> = Extract<CaseFact, { readonly type: T }>;

/** The facts of one type in a case, in order, with their moments. */
export function factsOf<T extends CaseFact['type']>(
  { facts }: Pick<TimelineSource, 'facts'>,
  type: T,
): readonly { readonly at: Instant; readonly fact: FactOf<T> }[] {
  return facts.flatMap(({ kind, at, fact }) =>
    // Facts of a case were decided by its own rules.
    kind === 'case' && fact.type === type ? [{ at, fact: fact as FactOf<T> }] : [],
  );
}

const BY: Vocabulary<LevelStep['by']> = {
  floor: words('按规则提出', 'proposed by rules'),
  grade: words('评定', 'graded'),
  raise: words('升级', 'raised'),
  lower: words('降级', 'lowered'),
};

const SAYS = {
  kept: words('评定，等级不变', 'graded, level kept'),
  basis: words('依据', 'on'),
  reason: words('理由', 'reason'),
  signed: words('签字', 'signed by'),
  proposed: words('提出', 'proposed by'),
  awaits: words('待签', 'awaits'),
} as const satisfies Vocabulary<string>;

interface Source {
  readonly story: TimelineSource;
  readonly texts: ReadonlyMap<string, string>;
}

/** Every step of the level, and every grade that left it where it was: when, on what it rests, why, and who signed. */
export function levelLines({ story, texts }: Source, people: People, say: Say): readonly PaperLine[] {
  const proposed = factsOf(story, 'proposed');
  const graded = factsOf(story, 'graded');
  const changed = factsOf(story, 'levelChanged');
  const line = (at: Instant, what: string, step: Pick<LevelStep, 'to' | 'by' | 'persons'>, code: string | null) => {
    const { to, by, persons } = step;
    const proposal = proposed.findLast((one) => one.at <= at && one.fact.proposal.level === to && by !== 'floor');
    const judged = graded.findLast((one) => one.at === at && one.fact.level === to);
    const basis = known(basisWords, judged?.fact.basis ?? proposal?.fact.proposal.basis ?? []);
    // A sentence within a line: its own full stop would stand before a semicolon.
    const reason = texts.get(proposal?.fact.reason?.text ?? '')?.replace(/[。.]\s*$/, '');
    const why = reason ?? sayOne(one(reasonWords, code ?? proposal?.fact.proposal.reasonCode ?? null), say);
    const parts: readonly (readonly [keyof typeof SAYS, string])[] = [
      ['basis', basis.length === 0 ? '' : say(listed(basis))],
      ['reason', why],
      ['signed', persons.length === 0 ? '' : say(peopleWords(people, persons))],
    ];
    return { at, line: { label: say(moment(at)), text: [what, ...said(parts, say)].join(say(words('；', '; '))) } };
  };
  const steps = changed.map(({ at, fact }) => {
    const step = `${say(levelWords(fact.from))} → ${say(levelWords(fact.to))}`;
    return line(at, [step, say(BY[fact.by])].join(say(words('；', '; '))), fact, fact.reasonCode);
  });
  const kept = graded
    .filter(({ at, fact }) => !changed.some((step) => step.at === at && step.fact.to === fact.level))
    .map(({ at, fact: { level, persons } }) => {
      const what = [say(levelWords(level)), say(SAYS.kept)].join(say(words('；', '; ')));
      return line(at, what, { to: level, by: 'grade', persons }, null);
    });
  return [...steps, ...kept].toSorted((one, other) => one.at - other.at).map((one) => one.line);
}

/** Decisions that still wait for a signature: by whom they were proposed, who has signed, who is missing. */
export function waitingLines({ proposals }: CaseState, people: People, say: Say): readonly PaperLine[] {
  return proposals.map(({ decision, level, by, slots, signed, reasonCode }) => {
    const missing = slots.filter((slot) => !signed.some((signature) => signature.slot === slot));
    const parts: readonly (readonly [keyof typeof SAYS, string])[] = [
      ['proposed', by === null ? '' : say(personWords(people, by))],
      ['reason', sayOne(one(reasonWords, reasonCode), say)],
      [
        'signed',
        signed.length === 0
          ? ''
          : say(
              peopleWords(
                people,
                signed.map(({ person }) => person),
              ),
            ),
      ],
      ['awaits', missing.length === 0 ? '' : say(listed(missing.map((slot) => slotWords[slot])))],
    ];
    const what = say(levelWords(level));
    return { label: say(decisionWords[decision]), text: [what, ...said(parts, say)].join(say(words('；', '; '))) };
  });
}

function sayOne(found: Words | null, say: Say): string {
  return found === null ? '' : say(found);
}

function said(parts: readonly (readonly [keyof typeof SAYS, string])[], say: Say): readonly string[] {
  return parts.flatMap(([what, text]) => (text === '' ? [] : [`${say(SAYS[what])}${say(words('：', ' '))}${text}`]));
}
