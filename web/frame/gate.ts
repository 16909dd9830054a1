/** Where windows over the page hang: what covers the page when its session ends covers them too. */
export function gate(): HTMLElement {
  return document.querySelector<HTMLElement>('.gate') ?? document.body;
}
