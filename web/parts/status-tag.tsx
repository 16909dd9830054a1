import type { ReactNode } from 'react';

/** A state by colour and by word. */
export function StatusTag({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'good' | 'wait' | 'bad';
  children: ReactNode;
}) {
  return <span className={`status status-${kind}`}>{children}</span>;
}
