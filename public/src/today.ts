/** Shows what can be done to a session in the state that its live head tells. */
const showActs = (): void => {
  const state = document.querySelector<HTMLElement>('[data-life-state]')?.dataset['lifeState'];
  if (state === undefined) return;
  for (const act of document.querySelectorAll<HTMLElement>('[data-session] [data-states]')) act.hidden = !(act.dataset['states'] ?? '').split(' ').includes(state);
};

document.addEventListener('didar:morphed', showActs);
showActs();
