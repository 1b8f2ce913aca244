import type { LayoutView } from '../http/layout.ts';

declare module '../http/pages.ts' {
  interface Pages {
    /** The inspector's page before its script has filled it. */
    'inspections/shell': { readonly title: string; readonly opening: string; readonly scripts: string };
  }
}

const TITLE = 'بازدیدهای من';
const BRAND = '#0f5c5c';

/** What the shell says before anything else is known; the same for everybody. */
export const shellView = { title: TITLE, opening: 'در حال باز شدن', scripts: 'این صفحه به جاوااسکریپت نیاز دارد. آن را در مرورگر روشن کنید.' } as const;

const icon = (size: number, purpose: 'any' | 'maskable', assets: LayoutView['assets']) => ({
  src: `/assets/inspect-${purpose === 'any' ? '' : 'maskable-'}${size}.png?v=${assets}`, sizes: `${size}x${size}`, type: 'image/png', purpose,
});

/** The manifest by which the page is installed on a phone. */
export const manifestOf = (assets: LayoutView['assets']) => ({
  id: '/inspect', name: TITLE, short_name: TITLE, description: 'بازدیدهای بازرس از ساعت حضور مدیران، بی‌نیاز از شبکه در طول راه.', start_url: '/inspect', scope: '/', display: 'standalone', orientation: 'portrait',
  dir: 'rtl', lang: 'fa', theme_color: BRAND, background_color: '#f4f6f7', icons: [icon(192, 'any', assets), icon(512, 'any', assets), icon(512, 'maskable', assets)],
});
