/**
 * The only place that makes HTML out of text, and an address of code: the page's content policy allows this one policy and no other.
 * What comes here was rendered and escaped by our own server and fetched from our own origin.
 */
const policy = window.trustedTypes?.createPolicy('didar', {
  createHTML: (html: string) => html,
  createScriptURL: (url: string) => {
    if (url !== WORKER) throw new TypeError('There is one worker.');
    return url;
  },
});

const WORKER = '/sw.js';

/** Parses HTML of our own server into nodes that stand outside the document; scripts in it never run. */
export function parseHtml(html: string): DocumentFragment {
  const template = document.createElement('template');
  // The DOM types know only strings here; with the policy the value is a TrustedHTML.
  template.innerHTML = (policy === undefined ? html : policy.createHTML(html)) as string;
  return template.content;
}

/** Registers the worker that keeps the inspector's page for the way without a network; it serves that page alone. */
export const registerWorker = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register((policy === undefined ? WORKER : policy.createScriptURL(WORKER)) as string, { scope: '/inspect', updateViaCache: 'none' });
