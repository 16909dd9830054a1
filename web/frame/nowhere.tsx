import { Link } from '@tanstack/react-router';
import { Empty } from '#web/parts/empty.tsx';
import { useTexts } from './words.ts';

/** An address that leads nowhere, or to a screen that this role does not have. */
export function Nowhere() {
  const t = useTexts('frame');
  return (
    <Empty title={t('nowhere.title')} hint={t('nowhere.hint')}>
      <Link to="/">{t('nowhere.home')}</Link>
    </Empty>
  );
}
