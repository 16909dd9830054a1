import { Button } from 'antd';
import { useTexts } from '#web/frame/words.ts';

interface ButtonsProps {
  readonly text: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onDone: () => void;
  readonly onGo: () => void;
}

/** Doing it, or leaving it. */
export function Buttons({ text, danger = false, busy, disabled, onDone, onGo }: ButtonsProps) {
  const t = useTexts('administration');
  return (
    <div className="page-actions">
      <Button type="primary" danger={danger} loading={busy} disabled={disabled} onClick={onGo}>
        {text}
      </Button>
      <Button onClick={onDone}>{t('frame:cancel')}</Button>
    </div>
  );
}
