import { useTexts } from '#web/frame/words.ts';
import { StatusTag } from '#web/parts/status-tag.tsx';
import type { AssessmentRow } from './reading.ts';

export function Stage({ stage }: { stage: AssessmentRow['stage'] }) {
  const t = useTexts('assessments');
  return <StatusTag kind={stage === 'frozen' ? 'good' : 'wait'}>{t(`stage.${stage}`)}</StatusTag>;
}
