import { useTexts } from '#web/frame/words.ts';
import { StatusTag } from '#web/parts/status-tag.tsx';
import type { ReportLine } from './reading.ts';

const TAGS = { draft: 'wait', submitted: 'wait', signed: 'wait', frozen: 'good', withdrawn: 'plain' } as const;

export function ReportState({ state, superseded }: { state: ReportLine['state']; superseded: boolean }) {
  const t = useTexts('reports');
  if (superseded) return <StatusTag>{t('superseded')}</StatusTag>;
  return <StatusTag kind={TAGS[state]}>{t(`state.${state}`)}</StatusTag>;
}
