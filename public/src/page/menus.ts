import { closest } from './elements.ts';

/** Menus made of `<details data-menu>` close on Escape, on a click elsewhere and when the focus leaves them. */
export function startMenus(): void {
  const open = () => document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]');
  document.addEventListener('click', (event) => {
    const inside = closest(event.target, 'details[data-menu]');
    for (const menu of open()) if (menu !== inside) menu.open = false;
  });
  document.addEventListener('focusin', (event) => {
    const inside = closest(event.target, 'details[data-menu]');
    for (const menu of open()) if (menu !== inside) menu.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector('summary')?.focus();
    }
  });
}
