import { Button } from 'antd';
import { ReadyButton } from '#web/frame/ready-button.tsx';
import { useTexts } from '#web/frame/words.ts';

interface ButtonsProps {
  readonly text: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly disabled?: boolean;
  /** What is still to be filled in. */
  readonly lacks?: readonly string[];
  readonly onDone: () => void;
  readonly onGo: () => void;
}

/** Doing it, or leaving it. */
export function Buttons({ text, danger = false, busy, disabled = false, lacks = [], onDone, onGo }: ButtonsProps) {
  const t = useTexts('administration');
  return (
    <div className="page-actions">
      <ReadyButton type="primary" danger={danger} loading={busy || disabled} lacks={lacks} onClick={onGo}>
        {text}
      </ReadyButton>
      <Button onClick={onDone}>{t('frame:cancel')}</Button>
    </div>
  );
}
