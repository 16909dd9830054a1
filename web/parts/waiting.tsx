import { Skeleton } from 'antd';
import { useTexts } from '#web/frame/words.ts';

/** Something is on its way. */
export function Waiting({ rows = 5 }: { rows?: number }) {
  const t = useTexts('frame');
  return (
    <div className="waiting" role="status" aria-label={t('waiting')}>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}
