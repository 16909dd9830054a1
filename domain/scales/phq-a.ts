import type { Critical, Item, Scale } from '#domain/scale';
import { PHQ_BANDS } from './bands.ts';
import { DIFFICULTY, englishOnly, FREQUENCY, YES_NO } from './frequency.ts';

const frequency = englishOnly(FREQUENCY);
const item = (n: number, en: string): Item => ({ n, text: { en }, options: frequency, counts: true });

/** Mood comes first and interest second, appetite before energy: the other way round than in PHQ-9. */
const ITEMS: readonly Item[] = [
  item(1, 'Feeling down, depressed, irritable, or hopeless?'),
  item(2, 'Little interest or pleasure in doing things?'),
  item(3, 'Trouble falling asleep, staying asleep, or sleeping too much?'),
  item(4, 'Poor appetite, weight loss, or overeating?'),
  item(5, 'Feeling tired, or having little energy?'),
  item(
    6,
    'Feeling bad about yourself – or feeling that you are a failure, or that you have let yourself or your family down?',
  ),
  item(7, 'Trouble concentrating on things like school work, reading, or watching TV?'),
  item(
    8,
    'Moving or speaking so slowly that other people could have noticed? Or the opposite – being so fidgety or restless that you were moving around a lot more than usual?',
  ),
  item(9, 'Thoughts that you would be better off dead, or of hurting yourself in some way?'),
  {
    n: 10,
    counts: false,
    options: YES_NO,
    text: { en: 'In the past year have you felt depressed or sad most days, even if you felt okay sometimes?' },
  },
  {
    n: 11,
    counts: false,
    options: englishOnly(DIFFICULTY),
    text: {
      en: 'If you are experiencing any of the problems on this form, how difficult have these problems made it for you to do your work, take care of things at home or get along with other people?',
    },
  },
];

/* nimh.gov asks ASQ in place of these two; the sheet that words them is marked "use with permission", so their text is the operator's to bring. */
const PAST_MONTH_AND_EVER: readonly Item[] = [12, 13].map((n) => ({ n, counts: false, options: YES_NO, text: {} }));

const ITEM_9: Critical = { item: 9, positiveFrom: 1, meaning: 'betterOffDeadOrSelfHarm' };

/** PHQ-A with all thirteen items: 1-9 make the total, 12 (past month) and 13 (ever) are critical. */
export const PHQ_A: Scale = {
  id: 'PHQ-A',
  version: '1',
  title: { 'zh-CN': 'PHQ-A 青少年近两周情绪问卷', en: 'PHQ-A, mood of teenagers over two weeks' },
  ages: { from: 11, to: 17 },
  informant: 'self',
  textPolicy: 'ship',
  licence: {
    notice:
      'PHQ family, see PHQ-9; after J. G. Johnson, E. S. Harris, R. L. Spitzer and J. B. W. Williams, 2002. The wording of items 1 to 11 is that of the page of the National Institute of Mental Health (United States government). Items 12 and 13 are not on that page; the known sheet with them is marked for use with permission and is not copied. Chinese wording is imported by the operator.',
    source: 'nimh.gov, ASQ toolkit, PHQ-9 modified for Adolescents (PHQ-A)',
    checked: '2026-11-23',
  },
  verified: { 'zh-CN': false, en: false },
  recall: { 'zh-CN': '过去两周', en: 'the past two weeks' },
  instruction: {
    en: 'How often have you been bothered by each of the following symptoms during the past two weeks?',
  },
  items: [...ITEMS, ...PAST_MONTH_AND_EVER],
  scoring: { kind: 'sum', bands: PHQ_BANDS },
  subscales: [],
  criticals: [
    ITEM_9,
    { item: 12, positiveFrom: 1, meaning: 'seriousThoughtsPastMonth' },
    { item: 13, positiveFrom: 1, meaning: 'attemptEver' },
  ],
  contradictions: [],
  loinc: { total: '89204-2' },
};

/** The form of nimh.gov: items 1-11, and ASQ straight after in place of items 12 and 13. */
export const PHQ_A_WITH_ASQ: Scale = {
  ...PHQ_A,
  version: '1-asq',
  title: {
    'zh-CN': 'PHQ-A 青少年近两周情绪问卷（11 题，之后面谈询问）',
    en: 'PHQ-A, mood of teenagers over two weeks (11 items, then a talk)',
  },
  items: ITEMS,
  criticals: [ITEM_9],
  followedBy: 'ASQ',
};
