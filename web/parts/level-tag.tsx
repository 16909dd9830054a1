import { useTexts } from '#web/frame/words.ts';

/** A level by colour and by word; prints and colour-blind readers have the word. */
export function LevelTag({ level, provisional = false }: { level: string | null; provisional?: boolean }) {
  const t = useTexts('frame');
  if (level === null) return null;
  return (
    <span className={`level level-${level}`}>
      {t(`level.${level}`)}
      {provisional ? ` · ${t('level.provisional')}` : ''}
    </span>
  );
}
