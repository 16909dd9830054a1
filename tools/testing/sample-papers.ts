import type { Paper, PaperLine } from '#domain/papers/paper';

const STORY: readonly PaperLine[] = Array.from({ length: 30 }, (_, n) => ({
  label: `2026年11月${n + 1}日 08:00`,
  text: '心理教师（林知远）与学生访谈，记录所见并约定下一次辅导。心理教师被提醒：复评的时限将到。',
}));

/** Papers about nobody, as long as lives are. */
export const SAMPLE_PAPERS: Readonly<Record<string, Paper>> = {
  summary: {
    kind: 'caseSummary',
    language: 'zh-CN',
    title: '个案摘要',
    to: null,
    about: [
      { label: '姓名', text: '示**' },
      { label: '学号', text: '…012' },
      { label: '学校', text: '示范县第一中学' },
      { label: '目前等级', text: 'L3（橙）' },
      { label: '责任人', text: '心理教师（林知远）' },
    ],
    opening: null,
    sections: [
      {
        title: '等级与依据',
        lines: [
          {
            label: '2026年11月23日 08:00',
            text: 'L2（黄） → L3（橙）；升级；依据：访谈；理由：情况加重；签字：心理教师（林知远）',
          },
        ],
      },
      { title: '辅导方案', lines: [{ label: '内容', text: '每周一次\n睡前放下手机' }] },
      { title: '经过', lines: STORY },
    ],
    closing: null,
    from: '示范县第一中学',
    day: '2026年11月23日',
    foot: '林知远 2026年11月23日 18:30 打印 · 内部资料，用后请收好或销毁',
  },
  letter: {
    kind: 'returnLetter',
    language: 'en',
    title: 'Back to school',
    to: 'To the guardian,',
    about: [
      { label: 'Name', text: 'Nobody' },
      { label: 'School', text: 'First Middle School' },
    ],
    opening: 'After every step, First Middle School agrees that the student returns, with some weeks to settle in.',
    // As long as such a letter usually is: it has to stay on one page.
    sections: [
      { title: 'The steps of the return', lines: told('Papers', 'School review', 'Joint assessment', 'Decision') },
      {
        title: 'The first weeks',
        lines: [
          ...told('From', 'Until', 'Weeks', 'What the school provides'),
          { label: null, text: 'The school is in touch with the home every week.' },
        ],
      },
      { title: 'Whom to call', lines: told('At the school', '12356', '12355', '120', '110') },
    ],
    closing: 'This letter tells the school’s arrangements and nothing medical.',
    from: 'First Middle School',
    day: '23 Nov 2026',
    foot: 'Made by Lin, 23 Nov 2026 18:30 · for the addressee alone, to help this student',
  },
};

function told(...labels: readonly string[]): Paper['sections'][number]['lines'] {
  return labels.map((label) => ({ label, text: `${label}, as it was agreed` }));
}
