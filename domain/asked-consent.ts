import { type Words, words } from './words.ts';

/** What somebody is told before they say yes or no. A changed word is another version, and what was agreed to names its version. */
interface ConsentText {
  readonly version: string;
  readonly title: Words;
  readonly lines: readonly Words[];
}

/** What a guardian is asked, by what the consent is for (个人信息保护法 29, 31). */
export const GUARDIAN_ASKED = {
  screening: {
    version: '1',
    title: words(
      '关于孩子参加学校心理健康测评',
      'About your child taking part in the school’s wellbeing questionnaire',
    ),
    lines: [
      words(
        '学校请孩子回答一份关于近期心情和生活的问卷，用来发现需要帮助的孩子。它不作任何医学结论，不影响成绩、评优和升学。',
        'The school asks your child a questionnaire about recent mood and life, to find who needs help. It draws no medical conclusion and does not count for marks, awards or schools.',
      ),
      words(
        '回答属于敏感个人信息，由学校负责心理工作的老师查看，加密保存，不给同学和班主任看。',
        'The answers are sensitive personal information. Staff who look after wellbeing read them; they are kept encrypted and shown neither to classmates nor to the class teacher.',
      ),
      words(
        '孩子的安全需要马上保护时，学校会先行动，并尽快告诉您。',
        'When your child’s safety needs protection at once, the school acts first and tells you as soon as it can.',
      ),
      words(
        '您可以同意，也可以不同意；同意以后可以随时撤回。不同意不会给孩子带来任何不利。',
        'You may agree or not, and take a consent back at any time. Saying no does your child no harm.',
      ),
    ],
  },
  referral: {
    version: '1',
    title: words('关于请专业机构帮助孩子', 'About asking professionals to help your child'),
    lines: [
      words(
        '学校希望请下面的机构进一步了解孩子的情况，看看需要什么样的帮助。',
        'The school would like the institutions named below to see your child and find out which help is needed.',
      ),
      words(
        '如果您同意，学校会把必要的说明发给它们：孩子的姓名和联系方式、为什么需要帮助、与安全有关的情况。其他内容不会发送。',
        'If you agree, the school sends them what is necessary: your child’s name and how to reach you, why help is needed, and what matters for safety. Nothing else is sent.',
      ),
      words(
        '您可以同意，也可以不同意；同意以后可以随时撤回，撤回之前已经发出的内容不受影响。',
        'You may agree or not, and take a consent back at any time; what was sent before stays sent.',
      ),
    ],
  },
} as const satisfies Readonly<Record<string, ConsentText>>;
