import { formatInstant } from '../domain/calendar.ts';
import type { FormState } from '../http/forms.ts';
import { controlsOf, errorsOf, type ChipPart, type Control, type CrumbsPart, type CsrfPart, type EmptyPart, type PostPart } from '../http/parts.ts';
import type { Wall } from './walls.ts';

/** The wallboards of the hall. */
export interface WallsView {
  readonly crumbs: CrumbsPart;
  readonly csrf: CsrfPart;
  readonly problem: string | null;
  readonly name: Control;
  readonly empty: EmptyPart;
  readonly walls: readonly { readonly name: string; readonly since: string; readonly chip: ChipPart; readonly revoke: PostPart | null }[];
}

/** The one time a wallboard's address is shown. */
export interface WallKeyView {
  readonly crumbs: CrumbsPart;
  readonly name: string;
  readonly url: string;
}

declare module '../http/pages.ts' {
  interface Pages {
    'calls/walls': WallsView;
    'calls/wall-key': WallKeyView;
  }
}

const trail = (...more: readonly { readonly label: string; readonly href: string | null }[]): CrumbsPart => ({ trail: [{ label: 'امروز', href: '/today' }, ...more] });

/** The list of wallboards; `names` are those of whoever made them, by user. */
export function wallsView(walls: readonly Wall[], names: ReadonlyMap<string, string>, form: FormState, csrf: () => CsrfPart): WallsView {
  return {
    crumbs: trail({ label: 'تابلوهای سالن', href: null }),
    csrf: csrf(),
    problem: errorsOf(form).problem,
    name: controlsOf(form).field('name', 'نام تابلو', { max: 60, required: true, hint: 'مانند «سالن طبقهٔ همکف»' }),
    empty: { icon: 'tv', text: 'هنوز تابلویی نیست.', hint: 'هر صفحهٔ سالن نشانی خودش را دارد و می‌توان آن را باطل کرد.' },
    walls: walls.map((wall) => ({
      name: wall.name,
      since: [formatInstant(wall.createdAt), names.get(wall.createdBy) ?? ''].filter(Boolean).join('، '),
      chip: wall.revokedAt === null ? { tone: 'ok', text: 'در کار', icon: 'tv' } : { tone: 'plain', text: `باطل‌شده، ${formatInstant(wall.revokedAt)}`, icon: 'ban' },
      revoke: wall.revokedAt !== null ? null : {
        action: `/walls/${wall.id}/revoke`, csrf: csrf(), label: 'باطل کردن', look: 'danger', small: true, title: `باطل کردن نشانی ${wall.name}`,
        confirm: `نشانی «${wall.name}» باطل شود؟ آن صفحه همان دم خاموش می‌شود و نشانی تازه می‌خواهد.`,
      },
    })),
  };
}

/** The page with a new wallboard's address. */
export const wallKeyView = (name: string, url: string): WallKeyView => ({ crumbs: trail({ label: 'تابلوهای سالن', href: '/walls' }, { label: name, href: null }), name, url });
