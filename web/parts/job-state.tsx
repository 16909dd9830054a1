import { useTexts } from '#web/frame/words.ts';
import { StatusTag } from './status-tag.tsx';

const TAGS = { waiting: 'wait', running: 'plain', held: 'bad', done: 'good', failed: 'bad', givenUp: 'plain' } as const;

export function JobState({ state }: { state: keyof typeof TAGS }) {
  const t = useTexts('frame');
  return <StatusTag kind={TAGS[state]}>{t(`jobState.${state}`)}</StatusTag>;
}
