import type { Scale, Wording } from '#domain/scale';
import { PHQ_BANDS } from './bands.ts';
import { DIFFICULTY, FREQUENCY } from './frequency.ts';

const item = (n: number, loinc: string, zh: string, en: string) => {
  const text: Wording = { 'zh-CN': zh, en };
  return { n, loinc, text, options: FREQUENCY, counts: true };
};

/** PHQ-9: nine questions about the last two weeks and one about difficulty. English and Chinese wording await confirmation. */
export const PHQ_9: Scale = {
  id: 'PHQ-9',
  version: '1',
  title: { 'zh-CN': 'PHQ-9 近两周情绪问卷', en: 'PHQ-9, mood over two weeks' },
  ages: { from: 12, to: null },
  informant: 'self',
  textPolicy: 'ship',
  licence: {
    notice:
      'Developed by R. L. Spitzer, J. B. W. Williams, K. Kroenke and colleagues with an educational grant from Pfizer Inc. The publisher states that no permission is needed to reproduce, translate, display or distribute it. The publisher’s current page was not at hand: ask again before a public release. Public Chinese copies differ in items 3 and 6 to 8; the publisher’s file for mainland China decides.',
    source:
      'HL7 US Core 9.0.0, Questionnaire phq-9-example, copyright; CamCOPS documentation quoting phqscreeners.com in 2012',
    checked: '2026-11-23',
  },
  verified: { 'zh-CN': false, en: false },
  recall: { 'zh-CN': '过去两周', en: 'the last two weeks' },
  instruction: {
    'zh-CN': '在过去的两周里，您有多少时候受到以下任何问题的困扰？',
    en: 'Over the last 2 weeks, how often have you been bothered by any of the following problems?',
  },
  items: [
    item(1, '44250-9', '做事时提不起劲或没有兴趣', 'Little interest or pleasure in doing things'),
    item(2, '44255-8', '感到心情低落、沮丧或绝望', 'Feeling down, depressed, or hopeless'),
    item(3, '44259-0', '入睡困难、睡不安稳或睡眠过多', 'Trouble falling or staying asleep, or sleeping too much'),
    item(4, '44254-1', '感觉疲倦或没有活力', 'Feeling tired or having little energy'),
    item(5, '44251-7', '食欲不振或吃太多', 'Poor appetite or overeating'),
    item(
      6,
      '44258-2',
      '觉得自己很糟，或觉得自己很失败，或让自己或家人失望',
      'Feeling bad about yourself — or that you are a failure or have let yourself or your family down',
    ),
    item(
      7,
      '44252-5',
      '对事物专注有困难，例如阅读报纸或看电视时',
      'Trouble concentrating on things, such as reading the newspaper or watching television',
    ),
    item(
      8,
      '44253-3',
      '动作或说话速度缓慢到别人已经察觉？或正好相反，烦躁或坐立不安、动来动去的情况更胜于平常',
      'Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or restless that you have been moving around a lot more than usual',
    ),
    item(
      9,
      '44260-8',
      '有不如死掉或用某种方式伤害自己的念头',
      'Thoughts that you would be better off dead or of hurting yourself in some way',
    ),
    {
      n: 10,
      loinc: '69722-7',
      counts: false,
      options: DIFFICULTY,
      text: {
        'zh-CN': '如果您勾选了任何问题，这些问题使您在工作、处理家务或与他人相处时有多困难？',
        en: 'If you checked off any problems, how difficult have these problems made it for you to do your work, take care of things at home, or get along with other people?',
      },
    },
  ],
  scoring: { kind: 'sum', bands: PHQ_BANDS },
  subscales: [],
  criticals: [{ item: 9, positiveFrom: 1, meaning: 'betterOffDeadOrSelfHarm' }],
  contradictions: [],
  loinc: { panel: '44249-1', total: '44261-6' },
};
