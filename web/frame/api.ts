import createClient from 'openapi-fetch';
import type { paths } from '#api/openapi';
import { learnTime } from './clock.ts';
import { asProblem, problemOf } from './problem.ts';
import { session } from './session.ts';
import { chosenAppointment } from './appointment.ts';
import { currentLanguage } from './words.ts';

/** The API by its own description: paths, parameters and answers are checked by the compiler. */
export const api = createClient<paths>({ baseUrl: '' });

api.use({
  onRequest({ request }) {
    request.headers.set('accept-language', currentLanguage());
    const appointment = chosenAppointment();
    if (appointment !== null) request.headers.set('x-appointment', appointment);
    return request;
  },
  onResponse({ response }) {
    learnTime(response.headers.get('date'));
    return response;
  },
});

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/**
 * The answer of a call, or a thrown {@link ProblemError}. A session that is over throws nothing: the page is locked, and the same call goes out again
 * when its owner is back.
 */
export async function ask<T>(call: () => Promise<Answer<T>>): Promise<T> {
  for (;;) {
    const { data, error, response } = await call().catch((fault: unknown) => {
      throw asProblem(fault);
    });
    if (response.ok) return data as T; // the description says that a 2xx of this route carries it
    const problem = await problemOf(response, error);
    if (problem.code !== 'notSignedIn') throw problem;
    session.lost();
    await session.regained();
  }
}
