import { useTexts } from '#web/frame/words.ts';

/** Something is on its way. Plain lines: what comes next needs the machine, which is often the server's too. */
export function Waiting({ rows = 5 }: { rows?: number }) {
  const t = useTexts('frame');
  return (
    <div className="waiting" role="status" aria-label={t('waiting')}>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} />
      ))}
    </div>
  );
}
