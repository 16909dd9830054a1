import { addDays, type Day, type Instant, onDay } from '#domain/instant';
import type { DutyKind } from '#domain/policy';
import { type Words, words } from '#domain/words';
import { codesIn, rowsIn, textIn, type Values } from './field.ts';

/** What is owed because of a record. */
export interface Due {
  readonly kind: DutyKind;
  /** null: what the policy's clock says. */
  readonly limitAt: Instant | null;
  /** Public code of the organisation whose people owe it; null: the record's own. */
  readonly place: string | null;
  /** Tells duties of one kind apart: a place, a number of a decision. */
  readonly subject: string | null;
}

/** What follows when a duty was done with this outcome. Nothing left to do ends the life. */
export interface Outcome {
  readonly words: Words;
  readonly opens: readonly DutyKind[];
  /** The next limit is named with the outcome: a new expiry, a new planned day; `writes`: the record's field that it is written to. */
  readonly asksDay?: true;
  readonly writes?: string;
}

/** One duty of a life: how it can end. */
export interface Step {
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** Not by whoever did one of these last: two people see it. `owner` is who began the life. */
  readonly notBy: readonly (DutyKind | 'owner')[];
}

/** The story of a kind of record: which duties it begins with, and how each goes on. Nothing in it ever ends by time. */
export interface Life {
  readonly steps: Readonly<Partial<Record<DutyKind, Step>>>;
  /** Drawn from the record's values; empty: nothing is owed, and no life begins. */
  readonly dues: (values: Values, today: Day) => readonly Due[];
}

export const LIFE_CODES = [
  'document',
  'certificate',
  'body',
  'agreement',
  'facility',
  'publication',
  'visit',
  'finding',
  'meeting',
  'report',
  'assessment',
] as const;
export type LifeCode = (typeof LIFE_CODES)[number];

const outcome = (chinese: string, english: string, ...opens: readonly DutyKind[]): Outcome => ({
  words: words(chinese, english),
  opens,
});
const asking = (made: Outcome): Outcome => ({ ...made, asksDay: true });
const renewing = (field: string, made: Outcome): Outcome => ({ ...asking(made), writes: field });
const step = (outcomes: Step['outcomes'], ...notBy: Step['notBy']): Step => ({ outcomes, notBy });

/** The end of a school day: what is due on a day may be done on it. */
export function endOf(day: Day): Instant {
  return onDay(day, '18:00');
}

const due = (kind: DutyKind, day: Day | undefined, more: Partial<Due> = {}): Due => ({
  kind,
  limitAt: day === undefined ? null : endOf(day),
  place: null,
  subject: null,
  ...more,
});

/** A date that the record names, such as an expiry; without it nothing is owed. */
const onTheDay =
  (kind: DutyKind, field: string): Life['dues'] =>
  (values) => {
    const day = textIn(values, field);
    return day === undefined ? [] : [due(kind, day)];
  };

/** A certificate that had lapsed before it was written down is history: nobody renews it, and nobody is called because of it. */
const stillHeld: Life['dues'] = (values, today) => {
  const day = textIn(values, 'expiresOn');
  return day === undefined || day < today ? [] : [due('certificateRenewal', day)];
};

/** A recurring look: the first within the policy's time. A mailbox that nobody empties, a room that nobody sees. */
const checked: Life['dues'] = (values, today) => {
  const every = values.checkEveryDays;
  return typeof every === 'number' && values.closedOn === undefined
    ? [due('facilityCheck', addDays(today, every))]
    : [];
};

const addressed: Life['dues'] = (values) =>
  codesIn(values, 'addressees').flatMap((place) => {
    const [readBy, answerBy] = [textIn(values, 'readBy'), textIn(values, 'answerBy')];
    const read = due('documentRead', readBy, { place, subject: place });
    return answerBy === undefined ? [read] : [read, due('documentAnswer', answerBy, { place, subject: place })];
  });

const decided: Life['dues'] = (values) =>
  rowsIn(values, 'decisions').map((row, index) =>
    due('meetingDecision', textIn(row, 'by'), { place: textIn(row, 'owner') ?? null, subject: String(index + 1) }),
  );

/** Every life that a record can have. */
export const LIVES: Readonly<Record<LifeCode, Life>> = {
  document: {
    dues: addressed,
    steps: {
      documentRead: step({ read: outcome('已阅', 'read') }),
      documentAnswer: step({ answered: outcome('已答复', 'answered') }),
    },
  },
  certificate: {
    dues: stillHeld,
    steps: {
      certificateRenewal: step({
        renewed: renewing('expiresOn', outcome('已换证', 'renewed', 'certificateRenewal')),
        lapsed: outcome('不再续证', 'left to lapse'),
        left: outcome('持证人已离岗', 'the holder has left'),
      }),
    },
  },
  body: {
    dues: onTheDay('bodyRenewal', 'termEndsOn'),
    steps: {
      bodyRenewal: step({
        renewed: renewing('termEndsOn', outcome('已换届', 'renewed', 'bodyRenewal')),
        dissolved: outcome('已撤销', 'dissolved'),
      }),
    },
  },
  agreement: {
    dues: onTheDay('agreementRenewal', 'until'),
    steps: {
      agreementRenewal: step({
        renewed: renewing('until', outcome('已续签', 'renewed', 'agreementRenewal')),
        ended: outcome('到期不续', 'left to end'),
      }),
    },
  },
  facility: {
    dues: checked,
    steps: {
      facilityCheck: step({
        fine: asking(outcome('检查正常', 'found in order', 'facilityCheck')),
        faulty: asking(outcome('发现问题', 'found at fault', 'facilityCheck', 'facilityMend')),
        closed: outcome('已停用', 'out of use'),
      }),
      facilityMend: step({ mended: outcome('已整改', 'mended') }),
    },
  },
  publication: {
    dues: (values) => (textIn(values, 'plannedOn') === undefined ? [] : [due('publicationReview', undefined)]),
    steps: {
      publicationReview: step(
        {
          accepted: outcome('初审通过', 'accepted', 'publicationSignOff'),
          returned: outcome('退回修改', 'returned', 'publicationReview'),
          dropped: outcome('不再发布', 'dropped'),
        },
        'owner',
      ),
      publicationSignOff: step(
        {
          signed: asking(outcome('签发', 'signed off', 'publicationPublish')),
          returned: outcome('退回修改', 'returned', 'publicationReview'),
          dropped: outcome('不再发布', 'dropped'),
        },
        'owner',
        'publicationReview',
      ),
      publicationPublish: step({
        published: outcome('已发布', 'published', 'publicationReach'),
        dropped: outcome('不再发布', 'dropped'),
      }),
      publicationReach: step({ entered: outcome('已登记覆盖人次', 'its reach was entered') }),
    },
  },
  visit: {
    // Held already: nobody owes it.
    dues: (values) => (values.heldOn === undefined ? onTheDay('visitHold', 'plannedOn')(values, '') : []),
    steps: {
      visitHold: step({
        held: outcome('已到校督导', 'held'),
        moved: asking(outcome('改期', 'moved', 'visitHold')),
        dropped: outcome('取消', 'dropped'),
      }),
    },
  },
  finding: {
    dues: onTheDay('findingMend', 'mendBy'),
    steps: {
      findingMend: step({ mended: outcome('已整改，待复查', 'mended, to be checked again', 'findingRecheck') }),
      findingRecheck: step(
        {
          closed: outcome('复查通过', 'found mended'),
          notMended: asking(outcome('复查未通过', 'found not mended', 'findingMend')),
        },
        'findingMend',
      ),
    },
  },
  meeting: {
    dues: decided,
    steps: {
      meetingDecision: step({
        done: outcome('已落实', 'carried out'),
        dropped: outcome('不再落实', 'dropped'),
      }),
    },
  },
  report: {
    dues: onTheDay('reportDraft', 'dueOn'),
    steps: {
      reportDraft: step({ submitted: outcome('送签', 'handed in to be signed', 'reportFirstSign') }),
      reportFirstSign: step(
        {
          signed: outcome('第一签字', 'signed', 'reportSecondSign'),
          returned: outcome('退回修改', 'returned', 'reportDraft'),
        },
        'owner',
      ),
      reportSecondSign: step(
        {
          signed: outcome('签发并封存', 'signed and frozen'),
          returned: outcome('退回修改', 'returned', 'reportDraft'),
        },
        'owner',
        'reportFirstSign',
      ),
    },
  },
  // Begun and led by programme/assessment/review.ts, which says who may decide what; here is who owes it until when.
  assessment: {
    dues: () => [],
    steps: {
      assessmentAppeal: step({
        upheld: outcome('申诉成立', 'upheld'),
        dismissed: outcome('维持原评', 'dismissed'),
      }),
      assessmentFreeze: step({ frozen: outcome('封存', 'frozen') }, 'owner'),
    },
  },
};
