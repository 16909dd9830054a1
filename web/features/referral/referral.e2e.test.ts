import { beforeAll, describe, expect, it } from 'vitest';
import { type BrowserCity, browserCity, chromiumPath, seriousFindings } from '#tools/testing/browser';
import type { Seat } from '#tools/testing/browser-seat';

interface Line {
  readonly id: string;
  readonly case: string;
}

let city: BrowserCity;
let pupil = 0;

const act = (who: string, kind: string, id: string, body: object) =>
  city.call(who, 'POST', `/api/${kind}/${id}/acts`, body);
const versionOf = async (who: string, id: string) =>
  ((await city.call(who, 'GET', `/api/referrals/${id}`)) as { personVersion: number }).personVersion;

/** A red referral that the first hospital has in its inbox. */
async function sent(): Promise<{ readonly referral: string; readonly caseId: string }> {
  const student = city.city.students[pupil]?.id;
  pupil += 1;
  const raised = (await city.call('head', 'POST', '/api/concerns', { student, signs: ['attempt'] })) as {
    case: string;
  };
  const basis = { kind: 'emergency', by: city.city.staff('head').person };
  const reason = '今天说了告别的话，需要当天评估';
  await act('head', 'cases', raised.case, { act: 'requestReferral', hospital: '999000-h1', basis, reason });
  const { items } = (await city.call('head', 'GET', '/api/referrals?limit=200')) as { items: readonly Line[] };
  const referral = items.find((line) => line.case === raised.case)?.id ?? '';
  await act('head', 'referrals', referral, { act: 'send', against: await versionOf('head', referral) });
  return { referral, caseId: raised.case };
}
const at = async (who: string, path: string, size: 'laptop' | 'phone' = 'laptop'): Promise<Seat> => {
  const seat = await city.seat(who, { size });
  await seat.page.goto(path);
  return seat;
};

if (chromiumPath !== undefined)
  beforeAll(async () => {
    city = await browserCity();
  });

describe.skipIf(chromiumPath === undefined)('a hospital that is asked', () => {
  it('declines with a reason, and the next one gets it', async () => {
    const { referral, caseId } = await sent();
    const first = await at('hospital', '/');
    await first.page.getByRole('heading', { name: '转介收件箱' }).waitFor();
    const row = first.page.locator('.row').first();
    await row.waitFor();
    expect(await row.innerText()).toContain('红 · L4');
    expect(await seriousFindings(first.page)).toEqual([]);
    await row.click();
    await first.page.getByText('今天说了告别的话').first().waitFor();
    expect(await seriousFindings(first.page)).toEqual([]);
    await first.page.getByRole('button', { name: '退回' }).click();
    await first.page.getByLabel('暂无接诊能力').check();
    await first.page.getByLabel('给学校的说明').fill('今天没有儿童精神科医生值班');
    await first.page.getByRole('button', { name: '提交' }).click();
    await first.page.getByText('已退回').waitFor();
    expect(first.faults).toEqual([]);

    const view = (await city.call('head', 'GET', `/api/cases/${caseId}`)) as { duties: { id: string; kind: string }[] };
    const duty = view.duties.find(({ kind }) => kind === 'chooseRoute');
    const basis = { kind: 'emergency', by: city.city.staff('head').person };
    const next = {
      act: 'chooseRoute',
      answers: duty?.id,
      choice: 'otherHospital',
      hospital: '999000-h2',
      basis,
      reason: '请下一家',
    };
    await act('head', 'cases', caseId, next);
    const { items } = (await city.call('head', 'GET', '/api/referrals?limit=200')) as { items: readonly Line[] };
    const second = items.find((line) => line.case === caseId && line.id !== referral)?.id ?? '';
    const { personVersion, stage } = (await city.call('head', 'GET', `/api/referrals/${second}`)) as {
      personVersion: number;
      stage: string;
    };
    if (stage === 'draft') await act('head', 'referrals', second, { act: 'send', against: personVersion });
    const other = await at(city.city.holder('999000-h2', 'intake').username, '/');
    await other.page.locator('.row').first().click();
    await other.page.getByText('请下一家').first().waitFor();
    expect(await other.page.content()).not.toContain('今天没有儿童精神科医生值班');
  });
});

describe.skipIf(chromiumPath === undefined)('a referral at a hospital', () => {
  it('lets one of two duty doctors accept, and tells the other who did', async () => {
    const { referral } = await sent();
    const path = `/referrals/${referral}`;
    const [one, other] = [await at('hospital', path), await at('hospital-standin', path)];
    const [here, there] = [one, other].map(({ page }) => page.getByRole('button', { name: '接诊', exact: true }));
    await here?.waitFor();
    await there?.waitFor();
    await Promise.all([here?.click(), there?.click()]);
    await Promise.all([one, other].map(({ page }) => page.getByText(/由 .+ 接诊/).waitFor()));
    const alerts = await Promise.all([one, other].map(({ page }) => page.locator('main').getByRole('alert').count()));
    expect(alerts.filter((count) => count > 0)).toHaveLength(1);
    const { state } = (await city.call('hospital', 'GET', path.replace('/', '/api/'))) as {
      state: { acceptedBy: string };
    };
    expect([city.city.staff('hospital').person, city.city.staff('hospital-standin').person]).toContain(
      state.acceptedBy,
    );
  });

  it('goes from the packet to the outcome on a phone, and nothing of the school alone is on it', async () => {
    const { referral } = await sent();
    await act('hospital', 'referrals', referral, { act: 'accept', against: await versionOf('hospital', referral) });
    const { page, faults } = await at('clinician', `/referrals/${referral}`, 'phone');
    await page.getByRole('button', { name: '反馈结论' }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('button', { name: '提交' }).click();
    expect(await page.getByText('这一项需要填写').count()).toBe(5);
    for (const choice of ['门诊随访', '平稳', '附条件在校', '复诊'])
      await page.getByLabel(choice, { exact: true }).check();
    await page.getByLabel('给学校的话').fill('两周后复诊；夜间不独处。');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('结论待学校复核').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(faults).toEqual([]);
  });

  it('is nobody else: a class teacher has neither the inbox nor the page', async () => {
    const { referral } = await sent();
    for (const path of ['/inbox', `/referrals/${referral}`]) {
      const { page } = await at('classteacher', path);
      await page.getByText('这里没有内容').waitFor();
      expect(await page.content()).not.toContain('今天说了告别的话');
    }
  });
});
