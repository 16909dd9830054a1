import type { StreamKind } from '#domain/stream';
import { type Vocabulary, words } from '#domain/words';
import type { Finding } from './proof.ts';

/** What a chain is the record of. */
export const KINDS: Vocabulary<StreamKind> = {
  campaign: words('测评', 'campaign'),
  case: words('个案', 'case'),
  referral: words('转介', 'referral'),
  followUp: words('回访', 'follow-up'),
  return: words('复学', 'return to school'),
  record: words('工作记录', 'programme record'),
};

/** What is wrong with a row or a chain: follows its name. */
export const FAULTS: Vocabulary<Finding['fault']> = {
  changed: words('被改动过', 'was changed'),
  missing: words('被删除了', 'was removed'),
  added: words('是后来加进去的', 'was added afterwards'),
  reordered: words('被调换了顺序', 'stands in another order'),
  headDiffers: words('与链头不符', 'does not lead to the head of the chain'),
  receiptDiffers: words(
    '与当时给经办人的回执不符（整条链可能被重写）',
    'differs from the receipt given when it was recorded (the whole chain may have been rewritten)',
  ),
  stateDiffers: words('当前状态与记录推算的不一致', 'the state shown is not what the facts make'),
  dutiesDiffer: words('待办清单与记录推算的不一致', 'the list of duties is not what the facts make'),
  streamMissing: words('个案提到的这一条整条不见了', 'the case names it, and it is gone as a whole'),
  streamAdded: words('个案从未提到过这一条', 'the case never named it'),
};
