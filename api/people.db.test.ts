import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openAddress } from '#db/vault/address';
import { apiCity, type Caller, callerOf, cookieOf } from '#tools/testing/api-city';
import { appCode } from '#tools/testing/authenticator';
import { key } from '#tools/testing/campaign-city';
import { keepersOf, newcomer } from '#tools/testing/staff-city';

const city = await apiCity(() => Promise.resolve({ contactKey: randomBytes(32) }));
const { staff, clock, school, app } = city;
const { system, security, county, ids, added } = await keepersOf(city);
const admin = city.database.admin;
const SINCE = '2026-01-01T00:00:00Z';
const OFFICE = { role: 'counselor', org: 's', post: 'counselor' } as const;

const signInAs = async (username: string, password: string) =>
  app.inject({ method: 'POST', url: '/api/auth/sign-in/username', payload: { username, password } });

describe('a newcomer', () => {
  it('signs in once with the given password, which opens nothing but its own change, and then sets up the second factor', async () => {
    const headers = key();
    const body = newcomer('cheng.xin', { office: OFFICE });
    const first = await system.post('/api/people', body, headers);
    expect(first.statusCode, first.body).toBe(200);
    const { person, username, password } = first.json();
    expect((await system.post('/api/people', body, headers)).json().password).toBe(password);
    expect((await system.post('/api/people', body, key())).json().code).toBe('usernameTaken');
    expect((await system.get(`/api/people/${person}`)).json().account).toEqual({
      username,
      secondFactor: false,
      firstPassword: true,
    });
    const entered = await signInAs(username, password);
    const bare = callerOf(app, cookieOf(entered));
    expect((await bare.get('/api/me')).json()).toMatchObject({ person, firstPassword: true, secondFactor: false });
    expect((await bare.get('/api/duties?list=mine')).json().code).toBe('passwordToChange');
    expect((await bare.post('/api/auth/two-factor/enable', { password })).json().code).toBe('passwordToChange');
    const change = (newPassword: string) =>
      bare.post('/api/auth/change-password', { currentPassword: password, newPassword });
    expect((await change(password)).json().code).toBe('passwordSame');
    const own = 'a password of my own choice';
    const changed = await change(own);
    expect(changed.statusCode, changed.body).toBe(200);
    const renewed = callerOf(app, cookieOf(changed));
    const enrolled = await renewed.post('/api/auth/two-factor/enable', { password: own });
    const secret = new URL(enrolled.json().totpURI).searchParams.get('secret') ?? '';
    const proved = await renewed.post('/api/auth/two-factor/verify-totp', { code: appCode(secret) });
    expect(proved.statusCode, proved.body).toBe(200);
    const inside = callerOf(app, cookieOf(proved));
    expect((await inside.get('/api/duties?list=mine')).statusCode).toBe(200);
    expect((await inside.get('/api/me')).json().acting).toMatchObject({ role: 'counselor', org: school });
    // Asked again under the old key, the password that was given comes back to nobody's account.
    await system.post('/api/people', body, headers);
    expect((await inside.get('/api/me')).statusCode).toBe(200);
    expect((await signInAs(username, password)).statusCode).toBe(401);
  });

  it('has three days: a password that nobody used in time opens nothing', async () => {
    const { person, username, password } = await added('late');
    await admin`update auth.key_acts set expires_at = at where user_id = ${person}`;
    expect((await signInAs(username, password)).json().code).toBe('signInRefused');
    const again = await system.post(`/api/people/${person}/passwords`, {}, key());
    expect((await signInAs(username, again.json().password)).statusCode).toBe(200);
  });

  it('stands in the audit with who made it, and in the chain of call at once', async () => {
    const { person } = await added('called', { office: { ...OFFICE, org: 'o', priority: 7 } });
    const lines =
      await admin`select action, reason, person from audit where person = ${ids.system} order by at desc, action`;
    expect(lines.map(({ action }) => action)).toContain('addPerson');
    expect(lines.map(({ reason }) => reason)).toContain('person counselor o');
    const [called] =
      await admin`select count(*)::int as n from app.roster('/c/k/o/', null, ${new Date(clock.at).toISOString()}) where person = ${person}`;
    expect(called?.n).toBe(1);
  });
});

describe('a mail address', () => {
  it('is changed by an administrator, which the audit says without the address', async () => {
    const { person } = await added('moved');
    const points = () => admin<{ address: Buffer }[]>`select address from contact_points where person_id = ${person}`;
    const change = (mail: string | null, by: Caller = system, headers = key()) =>
      by.put(`/api/people/${person}/mail`, { mail }, headers);
    const headers = key();
    const first = await change('new@school.example', system, headers);
    expect(first.statusCode, first.body).toBe(200);
    expect((await change('new@school.example', system, headers)).json()).toEqual(first.json());
    expect((await change('other@school.example', system, headers)).statusCode).toBe(422);
    const [kept] = await points();
    expect(kept?.address.includes('school.example')).toBe(false);
    const contactKey = city.parts.contactKey ?? Buffer.alloc(0);
    expect(openAddress(contactKey, person, 'mail', kept?.address ?? Buffer.alloc(0))).toBe('new@school.example');
    expect((await change('no mail')).statusCode).toBe(400);
    expect((await change('x@y.example', security)).statusCode).toBe(403);
    const own = await system.put(`/api/people/${ids.system}/mail`, { mail: 'own@y.example' }, key());
    expect(own.json().code).toBe('ownOffice');
    expect((await change(null)).statusCode).toBe(200);
    expect(await points()).toEqual([]);
    const lines = await admin`select action, reason, person from audit where reason = ${person}`;
    expect(lines).toEqual(
      Array.from({ length: 2 }, () => ({ action: 'changeMail', reason: person, person: ids.system })),
    );
  });
});

describe('who appoints whom', () => {
  it('refuses a place outside, a role of more power, oneself, and a place where the role is not held', async () => {
    const { person } = await added('aims');
    const appoint = async (who: Caller, office: object, whom = person) =>
      (await who.post(`/api/people/${whom}/appointments`, office, key())).json().code;
    expect(await appoint(system, { role: 'auditor', org: 'c', post: null })).toBe('wrongRole');
    expect(await appoint(security, OFFICE)).toBe('wrongRole');
    expect(await appoint(system, { ...OFFICE, org: 'c' })).toBe('fieldInvalid');
    expect(await appoint(system, { ...OFFICE, post: 'head' })).toBe('fieldInvalid');
    expect(await appoint(system, { ...OFFICE, from: '2026-11-20' })).toBe('badStartTime');
    expect(await appoint(system, { ...OFFICE, until: '2026-11-01' })).toBe('fieldInvalid');
    expect(await appoint(county, { role: 'citySupervisor', org: 'c', post: 'city' })).toBe('outsidePlace');
    expect(await appoint(system, OFFICE, ids.system)).toBe('ownOffice');
    expect(await appoint(security, { role: 'auditor', org: 'c', post: null }, ids.security)).toBe('ownOffice');
    expect(await appoint(county, OFFICE)).toBeUndefined();
    expect(await appoint(county, OFFICE)).toBe('alreadyInOffice');
    expect(await appoint(county, OFFICE, staff.city.person)).toBe('notFound');
    expect(await appoint(security, { role: 'auditor', org: 'c', post: null })).toBeUndefined();
  });
});

describe('whoever does not keep accounts', () => {
  it('comes nowhere near them, in the database as well', async () => {
    const counselor = await city.as(staff.counselor.person);
    const head = await city.as(staff.head.person);
    expect((await counselor.get('/api/people')).json().code).toBe('notPermitted');
    expect((await head.get('/api/people')).json().items.length).toBeGreaterThan(3);
    for (const url of [
      '/api/people',
      `/api/people/${staff.standIn.person}/appointments`,
      `/api/people/${staff.standIn.person}/close`,
    ])
      expect(
        (
          await head.post(url, url === '/api/people' ? newcomer('x-y') : url.endsWith('close') ? {} : OFFICE, key())
        ).json().code,
        url,
      ).toBe('notPermitted');
    const forced = (context: object, statement: string) =>
      city.parts.db.transaction(context, (tx) => tx.execute(statement));
    const insert = (person: string, role: string, code: string) =>
      `insert into appointments (id, person_id, role, org_id, valid_from) select gen_random_uuid(), '${person}', '${role}', id, '${SINCE}' from organisations where code = '${code}'`;
    const asCounty = { person: ids.county, role: 'systemAdministrator', path: '/c/k/' };
    for (const [person, role, code] of [
      [ids.county, 'counselor', 's'],
      [staff.standIn.person, 'counselor', 'c'],
      [staff.standIn.person, 'securityAdministrator', 'k'],
    ] as const)
      await expect(forced(asCounty, insert(person, role, code)), role).rejects.toMatchObject({ code: 'forbidden' });
    await expect(forced(staff.head.context, insert(staff.standIn.person, 'schoolHead', 's'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const ended = await forced(
      asCounty,
      `update appointments set valid_to = '${SINCE}' where role = 'citySupervisor' returning id`,
    );
    expect(ended).toHaveLength(0);
  });

  it('shows accounts to their keepers alone, and no place the people of another', async () => {
    const otherHead = await city.as(staff.otherHead.person);
    expect((await otherHead.get(`/api/people/${staff.counselor.person}`)).statusCode).toBe(404);
    const seen = (await otherHead.get('/api/people')).json().items;
    expect(seen.map(({ person }: { person: string }) => person)).not.toContain(staff.counselor.person);
    expect(seen.every(({ account }: { account: unknown }) => account === null)).toBe(true);
    const line = (await system.get(`/api/people/${staff.otherHead.person}`)).json();
    expect(line.account).toEqual({ username: `p${staff.otherHead.person}`, secondFactor: true, firstPassword: false });
    expect((await system.get('/api/people?under=nowhere')).statusCode).toBe(404);
  });
});

describe('keys', () => {
  it('need two people: the password of one, the second factor of the other', async () => {
    const { person } = staff.expertHealth;
    const expert = await city.as(person);
    const given = await system.post(`/api/people/${person}/passwords`, {}, key());
    expect(given.statusCode, given.body).toBe(200);
    expect((await expert.get('/api/me')).statusCode).toBe(401);
    const entered = await signInAs(given.json().username, given.json().password);
    expect(entered.json().next).toBe('secondFactor');
    expect((await system.post(`/api/people/${person}/second-factor/take`, {}, key())).json().code).toBe('notPermitted');
    expect((await security.post(`/api/people/${person}/passwords`, {}, key())).json().code).toBe('notPermitted');
    const headers = key();
    expect((await security.post(`/api/people/${person}/second-factor/take`, {}, headers)).statusCode).toBe(200);
    expect((await signInAs(given.json().username, given.json().password)).json().next).toBe('enrolSecondFactor');
    expect((await security.post(`/api/people/${ids.security}/second-factor/take`, {}, key())).json().code).toBe(
      'ownOffice',
    );
  });
});
