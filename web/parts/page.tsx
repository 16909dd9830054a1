import { type ReactNode, useEffect } from 'react';
import { useTexts } from '#web/frame/words.ts';

interface Props {
  readonly title: string;
  /** Beside the title: tags, the state of things. */
  readonly beside?: ReactNode;
  /** Buttons at the end of the line. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The one shape of a screen: a heading that the tab shows too, what can be done, what there is. */
export function Page({ title, beside, actions, children }: Props) {
  const t = useTexts('frame');
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{title}</h1>
        <div className="page-beside">{beside}</div>
        <div className="page-actions">{actions}</div>
      </header>
      {children}
    </div>
  );
}
