import { grantOf, PROGRAMME_ACTS, PROGRAMME_ITEMS, type ProgrammeItem, TIERS } from '#domain/programme-access';
import type { Role } from '#domain/role';
import { roleWords } from '#domain/timeline/people';
import { KINDS } from '#programme/kinds/index';

const WHOSE = { school: '学校', county: '县区', city: '市级' } as const;
const REPORTS = '报告';
const said = (roles: readonly Role[]): string => roles.map((role) => roleWords[role]['zh-CN']).join('、');
const kindsOf = (item: ProgrammeItem): string =>
  [
    ...KINDS.filter((kind) => kind.item === item).map(({ name }) => name['zh-CN']),
    ...(item === 'A12' ? [REPORTS] : []),
  ].join('、');

/** Who records, approves and reads what, as docs/programme.md shows it: the data that the API asks. */
export function accessTable(): string {
  const rows = PROGRAMME_ITEMS.flatMap((item) =>
    TIERS.map((tier) => {
      const grants = PROGRAMME_ACTS.map((act) => said(grantOf(item, tier)[act]));
      return `| ${[item, kindsOf(item), WHOSE[tier], ...grants].join(' | ')} |`;
    }),
  );
  return ['| 项 | 记录 | 归属 | 登记 | 批准 | 查看 |', '| --- | --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** One request of a document, in the form `user: METHOD path`, with its body below it and, last, the names that later steps use. */
export interface DocumentedStep {
  readonly user: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body: string | null;
  /** Name by which a later step knows it, and where it stands in the answer. */
  readonly keeps: readonly (readonly [string, string])[];
}

/** The requests of the blocks marked `request`, in their order. Throws for a step that has no head. */
export function stepsIn(markdown: string): readonly DocumentedStep[] {
  const blocks = [...markdown.matchAll(/```request\n([\s\S]*?)```/g)].map(([, text = '']) => text.trim());
  return blocks.flatMap((block) => block.split(/\n\n+/)).map(stepOf);
}

function stepOf(text: string): DocumentedStep {
  const lines = text.split('\n');
  const head = /^([\w-]+): (GET|POST|PUT) (\S+)$/.exec(lines[0] ?? '');
  if (head === null) throw new Error(`no request: ${lines[0]}`);
  const [, user = '', method = 'GET', path = ''] = head;
  const keeps = lines.flatMap((line) => {
    const kept = /^=> (\w+) = (\S+)$/.exec(line);
    return kept === null ? [] : [[kept[1] ?? '', kept[2] ?? ''] as const];
  });
  const body = lines
    .slice(1)
    .filter((line) => !line.startsWith('=>'))
    .join('\n');
  return { user, method: method as DocumentedStep['method'], path, body: body === '' ? null : body, keeps };
}
