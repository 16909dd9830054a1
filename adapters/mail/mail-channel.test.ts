import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type MailServer,
  type MailServerManners,
  openMailServer,
  type ReceivedLetter,
} from '#tools/testing/mail-server';
import { mailChannel, type MailPlan } from './mail-channel.ts';

const PERSON = '0b7a1f6e-0000-4000-8000-000000000001';
const ADDRESS = 'wang.fang@staff.example';
const SEALED = Buffer.from('sealed for one person');
const servers: MailServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function serverWith(manners: MailServerManners = {}): Promise<MailServer> {
  const server = await openMailServer(manners);
  servers.push(server);
  return server;
}

function channel(smtpUrl: string, more: Partial<MailPlan> = {}) {
  const open = (sealed: Buffer, person: string) => {
    if (!sealed.equals(SEALED) || person !== PERSON) throw new Error(`not the address of ${person}`);
    return ADDRESS;
  };
  return mailChannel({ smtpUrl, from: 'notice@mail.example', consoleOrigin: 'https://xinqiao.example', open, ...more });
}

/** What the transport says when it fails. */
async function fault(sending: Promise<void>): Promise<Error> {
  return sending.then(
    () => expect.fail('it was taken'),
    (error: Error) => error,
  );
}

/** Headers by their lower-case names, encoded words (RFC 2047) and the body in plain. */
function read({ raw }: ReceivedLetter): { headers: Map<string, string>; body: string } {
  const [head = '', ...body] = raw.split('\n\n');
  const headers = head
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .map((line) => /^([^:]+): (.*)$/.exec(line));
  const named = new Map(headers.map((header) => [header?.[1]?.toLowerCase() ?? '', header?.[2] ?? '']));
  const base64 = named.get('content-transfer-encoding') === 'base64';
  expect(base64, 'the body is in base64').toBe(true);
  const subject = (named.get('subject') ?? '')
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'));
  return { headers: named.set('subject', subject), body: Buffer.from(body.join('\n\n'), 'base64').toString('utf8') };
}

describe('mail', () => {
  it('brings one person a neutral text in both languages and the front door of the console', async () => {
    const server = await serverWith();
    await channel(server.url).send(SEALED, 'somethingToDo', false, PERSON);
    const [letter] = server.letters;
    expect(server.letters).toHaveLength(1);
    expect(letter).toMatchObject({ from: 'notice@mail.example', to: [ADDRESS] });
    const { headers, body } = read(letter ?? expect.fail('no letter'));
    expect(headers.get('subject')).toBe('有一项待办 · Something to do');
    expect(body).toBe(
      '您有一项待办，请登录查看。\nThere is something for you to do. Please sign in to see it.\n\nhttps://xinqiao.example/\n',
    );
  });

  it('N17: has nothing on its envelope but two bare addresses', async () => {
    const server = await serverWith();
    await channel(server.url).send(SEALED, 'somethingUrgentToDo', true, PERSON);
    const { headers } = read(server.letters[0] ?? expect.fail('no letter'));
    expect(headers.get('from')).toBe('notice@mail.example');
    expect(headers.get('to')).toBe(ADDRESS);
    expect(headers.get('message-id')).toMatch(/^<[\da-f-]{36}@mail\.example>$/);
    const usual = [
      'from',
      'to',
      'subject',
      'message-id',
      'date',
      'mime-version',
      'content-type',
      'content-transfer-encoding',
    ];
    const urgent = ['x-priority', 'x-msmail-priority', 'importance', 'auto-submitted'];
    expect([...headers.keys()].toSorted()).toEqual([...usual, ...urgent].toSorted());
    expect(server.heard[0]).toBe('EHLO mail.example');
  });
});

describe('mail that is not taken', () => {
  it.each([
    ['its recipient is refused', { refuses: () => true }, 'EENVELOPE 550'],
    ['its server says nothing', { mute: true }, 'EABORT'],
  ])('rejects when %s, with codes and nothing personal', async (_, manners, codes) => {
    const server = await serverWith(manners);
    const error = await fault(channel(server.url, { patience: 300 }).send(SEALED, 'somethingToDo', false, PERSON));
    expect(error.message).toBe(`mail was not taken: ${codes}`);
    expect(error.cause).toBeUndefined();
    await expect.poll(() => server.connections()).toBe(0);
    expect(inspect(error, { showHidden: true, depth: null })).not.toContain('wang');
  });

  it.each([
    'a@staff.example, b@staff.example',
    'Wang <a@staff.example>',
    'a@staff.example\r\nBcc: b@staff.example',
    '',
  ])('rejects %j, which is not one address', async (address) => {
    const server = await serverWith();
    await fault(channel(server.url, { open: () => address }).send(SEALED, 'somethingToDo', false, PERSON));
    expect(server.heard).toEqual([]);
  });

  it('rejects when nothing listens', async () => {
    const server = await openMailServer();
    await server.close();
    const error = await fault(channel(server.url).send(SEALED, 'somethingToDo', false, PERSON));
    expect(error.message).toBe('mail was not taken: ESOCKET');
  });

  it('rejects an address sealed for somebody else, and says neither whose nor which', async () => {
    const server = await serverWith();
    const error = await fault(channel(server.url).send(SEALED, 'somethingToDo', false, 'somebody else'));
    expect(error.message).toBe('mail was not taken: unknown');
    expect(server.heard).toEqual([]);
  });
});

describe('mail over TLS', () => {
  it('goes on in TLS when the server offers it, and stays away when that fails', async () => {
    const server = await serverWith({ offers: ['STARTTLS'] });
    await fault(channel(server.url).send(SEALED, 'somethingToDo', false, PERSON));
    expect(server.heard).toEqual(['EHLO mail.example', 'STARTTLS', 'byte 22']);
    expect(server.letters).toEqual([]);
  });

  it('never sends a password in clear', async () => {
    const server = await serverWith({ offers: ['AUTH PLAIN LOGIN'] });
    const url = server.url.replace('//', '//robot:p%40ss@');
    const error = await fault(channel(url).send(SEALED, 'somethingToDo', false, PERSON));
    expect(error.message).toMatch(/^mail was not taken: ETLS/);
    expect(server.heard.join('\n')).not.toMatch(/AUTH|cm9ib3Q/);
  });
});
