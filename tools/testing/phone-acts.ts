import type { Page } from 'playwright-core';

/** Opens the form of a code, says yes where that is asked, and stands before the first question. */
export async function begin(page: Page, code: string): Promise<void> {
  await page.goto(`/s/${code}`);
  const first = page.getByText(/^第 1 题|^Question 1 of/);
  const yes = page.getByRole('button', { name: /我愿意|I will take part/ });
  await first.or(yes).first().waitFor();
  if (await yes.isVisible()) await yes.click();
  await first.waitFor();
}

/** Chooses the answer at a place, from the top, and goes on. */
export async function answer(page: Page, place: number): Promise<void> {
  await page.getByRole('radio').nth(place).check();
  await page.getByRole('button', { name: /^(下一题|看完了|Next|Done)$/ }).click();
}
