import { useState } from 'react';

/** Whether a window was ever open: until then it is not drawn at all, closed ones cost as much as open ones. */
export function useOpenedOnce(open: boolean): boolean {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened || open;
}
