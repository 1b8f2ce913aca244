/** Under this name it is kept when somebody last signed out in this browser (ms since 1970). */
export const SIGNED_OUT = 'didar signed out';

/**
 * Whoever signs out leaves nothing that he typed, in this tab or in another. What an inspector has sealed stays: it waits for his next login, and
 * nobody reads it here; so the browser is not told to clear all of the site's storage.
 */
export function startSignOut(): void {
  try {
    if (location.pathname === '/login' && new URLSearchParams(location.search).get('done') === 'out') {
      sessionStorage.clear();
      localStorage.clear();
      localStorage.setItem(SIGNED_OUT, String(Date.now()));
    }
    window.addEventListener('storage', ({ key }) => {
      if (key === SIGNED_OUT) sessionStorage.clear();
    });
  } catch {
    // Where the browser keeps nothing there is nothing to forget.
  }
}
