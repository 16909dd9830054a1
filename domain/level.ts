/** How urgent a student's situation is. L4 is the most urgent. A floor is what rules propose, a grade is what a human decided. */
export const LEVELS = ['L0', 'L1', 'L2', 'L3', 'L4'] as const;
export type Level = (typeof LEVELS)[number];

const RANKS = { L0: 0, L1: 1, L2: 2, L3: 3, L4: 4 } as const satisfies Record<Level, number>;

/** 0 for L0 up to 4 for L4. */
export function rank(level: Level): number {
  return RANKS[level];
}

/** The more urgent of two levels. */
export function higher(a: Level, b: Level): Level {
  return rank(a) >= rank(b) ? a : b;
}

/** Whether `level` is as urgent as `least` or more. */
export function atLeast(level: Level, least: Level): boolean {
  return rank(level) >= rank(least);
}

/** The level one step less urgent; L0 has none. Lowering goes one step at a time. */
export function oneBelow(level: Level): Level | undefined {
  return LEVELS[rank(level) - 1];
}

/** Local naming schemes in use: 三级制 (一级 most severe), 四色制, 三色制. Which one a city shows is policy. */
export const LABEL_SCHEMES = ['threeGrades', 'fourColours', 'threeColours'] as const;
export type LabelScheme = (typeof LABEL_SCHEMES)[number];

export type LevelLabel = { readonly 'zh-CN': string; readonly en: string };

const SCHEME_TITLES: Record<LabelScheme, LevelLabel> = {
  threeGrades: { 'zh-CN': '三级制', en: 'three grades' },
  fourColours: { 'zh-CN': '四色制', en: 'four colours' },
  threeColours: { 'zh-CN': '三色制', en: 'three colours' },
};

/* 三色制 has one yellow for what four colours call orange and yellow: show the code beside it. */
const LABELS: Record<LabelScheme, Record<Level, LevelLabel>> = {
  threeGrades: {
    L4: { 'zh-CN': '一级', en: 'Grade 1' },
    L3: { 'zh-CN': '二级', en: 'Grade 2' },
    L2: { 'zh-CN': '三级', en: 'Grade 3' },
    L1: { 'zh-CN': '关注', en: 'Attention' },
    L0: { 'zh-CN': '常规', en: 'Routine' },
  },
  fourColours: {
    L4: { 'zh-CN': '红', en: 'Red' },
    L3: { 'zh-CN': '橙', en: 'Orange' },
    L2: { 'zh-CN': '黄', en: 'Yellow' },
    L1: { 'zh-CN': '蓝', en: 'Blue' },
    L0: { 'zh-CN': '常规', en: 'Routine' },
  },
  threeColours: {
    L4: { 'zh-CN': '红', en: 'Red' },
    L3: { 'zh-CN': '黄', en: 'Yellow' },
    L2: { 'zh-CN': '黄', en: 'Yellow' },
    L1: { 'zh-CN': '绿', en: 'Green' },
    L0: { 'zh-CN': '绿', en: 'Green' },
  },
};

/** What a level is called on screen in a local scheme. For staff only, never for students. */
export function levelLabel(level: Level, scheme: LabelScheme, language: keyof LevelLabel): string {
  return LABELS[scheme][level][language];
}

/** The name of a naming scheme itself. */
export function schemeTitle(scheme: LabelScheme, language: keyof LevelLabel): string {
  return SCHEME_TITLES[scheme][language];
}
