import { api } from './api.ts';
import { forgetDrafts } from './drafts.ts';
import { asProblem, problemOf } from './problem.ts';
import { session } from './session.ts';

/** Asks who is signed in and tells the page. Throws a ProblemError when nobody can say. */
export async function enter(): Promise<void> {
  const { data, error, response } = await api.GET('/api/me').catch((fault: unknown) => {
    throw asProblem(fault);
  });
  if (data !== undefined) return session.entered(data);
  if (response.status === 401) return session.lost();
  throw await problemOf(response, error);
}

/** Ends the session at the server too; the page begins anew. */
export async function leave(): Promise<void> {
  await forgetDrafts();
  await api.POST('/api/auth/sign-out').catch(() => undefined);
  session.left();
}

/** Nobody has touched the machine: the server forgets the session, the page stands covered. */
export async function lock(): Promise<void> {
  session.lost();
  await api.POST('/api/auth/sign-out').catch(() => undefined);
}
