import { ProblemAlert } from './problem-alert.tsx';
import { Waiting } from './waiting.tsx';

/** In the place of a whole screen whose reading is on its way or was refused. */
export function NotYet({ of }: { of: { readonly error: unknown; refetch(): unknown } }) {
  return of.error === null ? <Waiting rows={8} /> : <ProblemAlert error={of.error} onAgain={() => void of.refetch()} />;
}
