// With its scripts the desk itself asks for the caller, so that what is typed there of another call is not lost.
document.querySelector('[data-call-backs]')?.addEventListener('submit', (event) => {
  const call = event.target instanceof HTMLFormElement ? event.target.dataset['callBack'] : undefined;
  if (call === undefined) return;
  event.preventDefault();
  location.assign(`/desk#call-back-${call}`);
});
