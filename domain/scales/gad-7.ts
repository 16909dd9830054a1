import type { Scale } from '#domain/scale';
import { GAD_BANDS } from './bands.ts';
import { FREQUENCY } from './frequency.ts';

const item = (n: number, loinc: string, zh: string, en: string) => ({
  n,
  loinc,
  text: { 'zh-CN': zh, en },
  options: FREQUENCY,
  counts: true,
});

/** GAD-7: seven questions about the last two weeks, none of them critical. English and Chinese wording await confirmation. */
export const GAD_7: Scale = {
  id: 'GAD-7',
  version: '1',
  title: { 'zh-CN': 'GAD-7 近两周紧张与担忧问卷', en: 'GAD-7, worry over two weeks' },
  ages: { from: 12, to: null },
  informant: 'self',
  textPolicy: 'ship',
  licence: {
    notice:
      'Developed by R. L. Spitzer, J. B. W. Williams, K. Kroenke and colleagues with an educational grant from Pfizer Inc. The publisher states for all PHQ and GAD-7 screeners and their translations that no permission is needed to reproduce, translate, display or distribute them. The publisher’s current page was not at hand: ask again before a public release.',
    source: 'CamCOPS documentation quoting phqscreeners.com in 2012',
    checked: '2026-11-23',
  },
  verified: { 'zh-CN': false, en: false },
  recall: { 'zh-CN': '过去两周', en: 'the last two weeks' },
  instruction: {
    'zh-CN': '在过去的两周里，您有多少时候受到以下问题的困扰？',
    en: 'Over the last 2 weeks, how often have you been bothered by the following problems?',
  },
  items: [
    item(1, '69725-0', '感觉紧张、焦虑或急切', 'Feeling nervous, anxious or on edge'),
    item(2, '68509-9', '不能够停止或控制担忧', 'Not being able to stop or control worrying'),
    item(3, '69733-4', '对各种各样的事情担忧过多', 'Worrying too much about different things'),
    item(4, '69734-2', '很难放松下来', 'Trouble relaxing'),
    item(5, '69735-9', '由于不安而无法静坐', 'Being so restless that it is hard to sit still'),
    item(6, '69689-8', '变得容易烦恼或急躁', 'Becoming easily annoyed or irritable'),
    item(7, '69736-7', '感到似乎将有可怕的事情发生而害怕', 'Feeling afraid as if something awful might happen'),
  ],
  scoring: { kind: 'sum', bands: GAD_BANDS },
  subscales: [],
  criticals: [],
  contradictions: [],
  loinc: { panel: '69737-5', total: '70274-6' },
};
