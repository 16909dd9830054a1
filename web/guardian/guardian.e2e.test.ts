import { beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, type PhoneCity, phoneCity, seriousFindings } from '#tools/testing/phone-city';
import { key, playCampaign } from '#tools/testing/campaign-city';
import { MONDAY_EIGHT } from '#tools/testing/one-school';
import { answer, begin } from '#tools/testing/phone-acts';
import { pagesIn } from '#tools/testing/printed';
import { returnedChild } from '#tools/testing/returned-child';

let city: PhoneCity;
if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await phoneCity(1);
  });

/** A child with a guardian, and a link of the school for that guardian. */
async function linked(purpose: 'screening' | 'care', born?: `${number}-${number}-${number}`) {
  const student = await city.student(born);
  const [row] = await city.database.admin<[{ id: string }]>`select id from guardians where student_id = ${student}`;
  const made = await city.counselor.post(
    `/api/students/${student}/guardian-links`,
    { guardian: row.id, purpose },
    key(),
  );
  return { student, guardian: row.id, ...(made.json() as { path: string; code: string }) };
}

async function opened(path: string, code: string, size: 'least' | 'phone' = 'least') {
  const seat = await city.phone({ size });
  await seat.page.goto(path);
  await seat.page.getByLabel('六位数字').fill(code);
  await seat.page.getByRole('button', { name: '打开' }).click();
  return seat;
}

describe.skipIf(chromiumPath === undefined)('a guardian with a link and a code', () => {
  it('reads what is asked, agrees with one tap and takes it back, on the smallest screen', async () => {
    const { student, guardian, path, code } = await linked('screening');
    const { page, faults } = await opened(path, code);
    const agree = page.getByRole('button', { name: '我已读过，同意' });
    await agree.waitFor();
    expect(page.url()).not.toContain(path);
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    await agree.dblclick();
    await page.getByText('您的同意已经记录').waitFor();
    const consents = () => city.database.admin`
      select given_by, kind, revoked_at is null as stands from consents where student_id = ${student}`;
    expect(await consents()).toEqual([{ given_by: guardian, kind: 'screening', stands: true }]);
    await page.getByRole('button', { name: '撤回', exact: true }).click();
    await page.getByRole('button', { name: '确定撤回' }).click();
    await page.getByText('已经撤回').waitFor();
    expect(await consents()).toMatchObject([{ stands: false }]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'About your child taking part' }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/[\u4e00-\u9fff]/);
    await page.getByRole('button', { name: /clear this phone/ }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'This link does not open' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('lets a pupil under fourteen be asked, which the counselor sees at once, and the pupil then answers', consented);

  it('sees what comes next without a level, a reason or a note, and the help lines below', async () => {
    const { student, path, code } = await linked('care');
    await city.counselor.post('/api/concerns', { student, signs: ['recentPlan'], note: 'SECRET-NOTE' }, key());
    const { page, faults } = await opened(path, code, 'phone');
    await page.getByRole('heading', { name: '接下来的安排' }).waitFor();
    const text = await page.locator('body').innerText();
    expect(text).not.toMatch(/SECRET-NOTE|等级|预警|危机|L[1-4]/);
    expect(await page.locator('.help a').count()).toBe(4);
    expect(await seriousFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('reads the letter about the return, and prints it without the page around it', lettered);

  it('is told of wrong digits, and gets nothing by them', misdialled);

  it('N10: opens nothing for a guardian who was flagged since, and does not say why', async () => {
    const { guardian, path, code } = await linked('care');
    await city.database.admin`update guardians set flagged_danger = true where id = ${guardian}`;
    const { page } = await opened(path, code);
    await page.getByRole('heading', { name: '这个链接打不开' }).waitFor();
    const flagged = await page.locator('body').innerText();
    const unmade = await city.phone({ size: 'least' });
    await unmade.page.goto('/g/');
    await unmade.page.getByRole('heading', { name: '这个链接打不开' }).waitFor();
    expect(flagged).toBe(await unmade.page.locator('body').innerText());
  });
});

async function misdialled(): Promise<void> {
  const { path, code } = await linked('care');
  const { page } = await opened(path, code === '000000' ? '000001' : '000000');
  await page.getByText('数字不对').waitFor();
  expect(await seriousFindings(page)).toEqual([]);
}

async function consented(): Promise<void> {
  const { student, path, code } = await linked('screening', '2014-05-01');
  city.clock.at = MONDAY_EIGHT;
  const campaign = await playCampaign(city, city.counselor, 'invited');
  const desk = await city.desk(city.staff.counselor.person);
  await desk.page.goto(`/campaigns/${campaign.id}/classes/${campaign.group}`);
  const row = desk.page.locator('tbody tr', { hasText: student.slice(0, 8) });
  await row.getByText('缺监护人同意').waitFor();
  const place = async () => (await campaign.codes()).find((one) => one.student === student);
  expect((await place())?.state).not.toBe('invited');
  const { page, faults } = await opened(path, code);
  await page.getByRole('button', { name: '我已读过，同意' }).tap();
  await page.getByText('您的同意已经记录').waitFor();
  await row.getByText('缺监护人同意').waitFor({ state: 'detached' });
  await desk.page.goto(`/campaigns/${campaign.id}`);
  await desk.page.getByRole('button', { name: '发放 1 人' }).click();
  await expect.poll(async () => (await place())?.state).toBe('invited');
  const pupil = await city.phone();
  await begin(pupil.page, (await place())?.code ?? '');
  for (let item = 1; item <= 10; item += 1) await answer(pupil.page, 0);
  await pupil.page.getByRole('button', { name: '交上去' }).click();
  await pupil.page.getByRole('heading', { name: '谢谢你' }).waitFor();
  expect((await place())?.state).toBe('answered');
  expect([...faults, ...desk.faults, ...pupil.faults]).toEqual([]);
}

async function lettered(): Promise<void> {
  const { student, guardian } = await returnedChild(city, 'approved');
  const asked = { guardian, purpose: 'care' };
  const made = await city.counselor.post(`/api/students/${student}/guardian-links`, asked, key());
  const { page, faults } = await opened(made.json().path, made.json().code, 'phone');
  await page.getByRole('button', { name: '看学校的信：复学通知' }).click();
  const letter = page.getByRole('article', { name: '复学通知' });
  expect(await letter.innerText()).toMatch(/综合评估[\s\S]*附条件复学[\s\S]*部分时间到校、调整考试安排/);
  expect(await seriousFindings(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await page.emulateMedia({ media: 'print' });
  await expect.poll(() => letter.isVisible()).toBe(true);
  expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
  expect(await page.locator('.help a').first().isVisible()).toBe(false);
  expect(pagesIn(await page.pdf({ preferCSSPageSize: true }))).toBe(1);
  expect(faults).toEqual([]);
}
