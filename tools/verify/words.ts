import type { Finding, Proof } from '#db/proof';
import { FAULTS, KINDS } from '#db/proof-words';
import { type Words, words } from '#domain/words';

export type Language = keyof Words;

/** One finding as a line: which chain, which row, what is wrong with it. */
function findingText({ stream, kind, fault, version }: Finding, language: Language): string {
  const name = kind === null ? '' : KINDS[kind][language];
  const row = version === null ? '' : language === 'en' ? ` row ${version}` : `第 ${version} 行`;
  return `${name} ${stream}${language === 'en' ? row : ` ${row}`}: ${FAULTS[fault][language]}`
    .replace(/ +/g, ' ')
    .trim();
}

/** The proof as people read it: each chain with its length and head, the receipts, then the verdict. */
export function proofText({ caseId, streams, receipts, findings }: Proof, language: Language): string {
  const english = language === 'en';
  const chains = streams.map(({ kind, id, facts, head }) =>
    english
      ? `  ${KINDS[kind].en.padEnd(16)} ${id}  ${String(facts).padStart(4)} facts  head ${head}`
      : `  ${KINDS[kind]['zh-CN']}  ${id}  ${String(facts).padStart(4)} 条  链头 ${head}`,
  );
  const facts = streams.reduce((sum, stream) => sum + stream.facts, 0);
  const looked = english
    ? `${facts} facts in ${streams.length} chains recomputed from their stored bytes, ${receipts} receipts compared.`
    : `由存储的原始字节重新计算 ${streams.length} 条链、${facts} 条记录，核对 ${receipts} 份回执。`;
  const verdict =
    findings.length === 0
      ? english
        ? 'Everything is as it was written.'
        : '全部与写入时一致，没有被改动、删除、添加或调换。'
      : english
        ? `NOT as it was written, ${findings.length} finding(s):`
        : `与写入时不一致，共 ${findings.length} 处：`;
  const title = english ? `Case ${caseId}` : `个案 ${caseId}`;
  return [title, ...chains, looked, verdict, ...findings.map((one) => `  - ${findingText(one, language)}`)].join('\n');
}

/** What the command answers when it cannot look. */
export const TROUBLES = {
  usage: words(
    '用法: npm run verify -- --case 个案编号 [--export 文件] [--json] [--lang en]\n      npm run verify -- --file 文件',
    'Usage: npm run verify -- --case ID [--export FILE] [--json] [--lang en]\n       npm run verify -- --file FILE',
  ),
  noDatabase: words(
    '没有可连接的数据库：请设置 DATABASE_URL，或先运行 npm start。',
    'There is no database to read: set DATABASE_URL, or run npm start first.',
  ),
  unreachable: words('数据库读取失败', 'The database could not be read'),
  noCase: words('没有这个个案', 'There is no such case'),
  noFile: words('文件读取失败', 'The file could not be read'),
  notACaseFile: words('文件不是导出的个案，问题出在', 'The file is no exported case; the fault is at'),
} as const satisfies Record<string, Words>;
