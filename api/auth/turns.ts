import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Parts } from '#api/parts';
import { accountOfChallenge } from '#db/queries/challenge';
import { cookieIn, cookieName } from './cookies.ts';
import { type Device, deviceHeader, deviceOf } from './device.ts';
import { turnKeeper } from './turn-keeper.ts';

/** Lets a try to sign in pass when its turn has come. */
export interface Turns {
  /** A password for an account, named as it was typed. */
  password<T>(request: FastifyRequest, account: string, tried: () => Promise<T>): Promise<T>;
  /** A second factor, for the account whose password was just shown; when it is right the device is known to the account. */
  code<T>(request: FastifyRequest, reply: FastifyReply, tried: () => Promise<T>): Promise<T>;
}

export function turnsOf(parts: Pick<Parts, 'authDb' | 'signInKey' | 'origin'>): Turns {
  const { authDb, signInKey, origin } = parts;
  const turn = turnKeeper(parts);
  const deviceCookie = cookieName(origin, 'device');
  const device = (request: FastifyRequest): Device =>
    deviceOf(cookieIn(request.headers.cookie, deviceCookie), signInKey);

  const challenged = async (request: FastifyRequest): Promise<string | null> => {
    // `<identifier>.<signature>`; the identifier alone cannot be guessed, and it only says whose failure this would be.
    const challenge = cookieIn(request.headers.cookie, cookieName(origin, 'two_factor'))?.split('.')[0];
    return challenge === undefined ? null : authDb.transaction({}, (tx) => accountOfChallenge(tx, challenge));
  };

  return {
    password: (request, account, tried) =>
      turn({ what: 'password', account, address: request.ip, device: device(request) }, tried),
    async code(request, reply, tried) {
      const account = await challenged(request);
      const here = device(request);
      const answer = await turn({ what: 'code', account, address: request.ip, device: here }, tried);
      if (account !== null) void reply.header('set-cookie', deviceHeader(deviceCookie, here.with(account)));
      return answer;
    },
  };
}
